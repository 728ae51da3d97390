import { Global, Module } from '@nestjs/common';
import type { DynamicModule, MiddlewareConsumer, NestModule } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { TenantsController } from './admin/tenants.controller.ts';
import { TokenVerifier } from './auth/token-verifier.ts';
import { KnownTenants } from './known-tenants.ts';
import { MigrationLists } from './migrations/migration-lists.ts';
import { TenantMigrator } from './migrations/tenant-migrator.ts';
import { TenancyMiddleware } from './tenancy.middleware.ts';
import { TenantContext } from './tenant-context.ts';
import { TenantPause } from './tenant-pause.ts';
import { TenantSuspension } from './tenant-suspension.ts';
import { TenantsService } from './tenants.service.ts';

/** Tenants, who makes a request, and the context in which it runs. */
@Global()
@Module({
  controllers: [TenantsController],
  providers: [
    KnownTenants,
    TenantContext,
    TenantPause,
    TenantSuspension,
    TenantsService,
    TokenVerifier,
    {
      provide: TenantMigrator,
      inject: [AppConfig, MigrationLists],
      useFactory: (config: AppConfig, lists: MigrationLists) => new TenantMigrator(config, lists),
    },
  ],
  exports: [KnownTenants, MigrationLists, TenantContext, TenantsService],
})
export class TenancyModule implements NestModule {
  /**
   * @param lists the program's migrations, from its ORM configuration
   * @returns the module
   */
  static forRoot(lists: MigrationLists): DynamicModule {
    return { module: TenancyModule, providers: [{ provide: MigrationLists, useValue: lists }] };
  }

  /**
   * Puts every request into a context.
   * @param consumer Nest's registry of middleware
   */
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(TenancyMiddleware).forRoutes('{*path}');
  }
}
