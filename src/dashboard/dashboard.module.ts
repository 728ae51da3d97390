import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { join } from 'node:path';
import { PageController } from './page.controller.ts';
import { PageFiles } from './page-files.ts';

/** Where `npm run build` puts the page: beside the compiled module. */
const BUILT = join(import.meta.dirname, 'built');

/** The page a person looks at, at `/`. */
@Module({})
export class DashboardModule {
  /**
   * @param folder of the built page
   * @returns the module
   */
  static forRoot(folder = BUILT): DynamicModule {
    return {
      module: DashboardModule,
      controllers: [PageController],
      providers: [{ provide: PageFiles, useFactory: () => PageFiles.read(folder) }],
    };
  }
}
