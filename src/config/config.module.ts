import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AppConfig } from './app-config.ts';

/** Makes the validated configuration injectable everywhere. */
@Module({})
export class ConfigModule {
  /**
   * @param config the configuration, read once by whoever starts the program
   * @returns the global module
   */
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}
