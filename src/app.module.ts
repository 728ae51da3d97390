import { MikroOrmModule } from '@mikro-orm/nestjs';
import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import { AccountsModule } from './accounts/accounts.module.ts';
import { BatchesModule } from './batches/batches.module.ts';
import { ClockModule } from './common/clock.ts';
import { DatabaseModule } from './common/database/database.module.ts';
import { EncryptionModule } from './common/encryption/encryption.module.ts';
import { BodyGuard } from './common/http/body.guard.ts';
import { ProblemFilter } from './common/http/problem.filter.ts';
import { validationPipe } from './common/http/validation.ts';
import { loggerOptions } from './common/logging/logger-options.ts';
import type { LogDestination } from './common/logging/logger-options.ts';
import { PageLinkInterceptor } from './common/pagination/page-link.interceptor.ts';
import type { AppConfig } from './config/app-config.ts';
import { ConfigModule } from './config/config.module.ts';
import { DashboardModule } from './dashboard/dashboard.module.ts';
import { EventsModule } from './events/events.module.ts';
import { HandlersModule } from './handlers/handlers.module.ts';
import { MARKETPLACES } from './handlers/marketplaces.ts';
import { IntakeModule } from './intake/intake.module.ts';
import { JobsModule } from './jobs/jobs.module.ts';
import { LedgerModule } from './ledger/ledger.module.ts';
import { ListingsModule } from './listings/listings.module.ts';
import { MIGRATIONS, ormOptions } from './mikro-orm.config.ts';
import { AdminModule } from './ops/admin/admin.module.ts';
import { DeadLettersModule } from './ops/dead-letters/dead-letters.module.ts';
import { HealthModule } from './ops/health/health.module.ts';
import { MetricsModule } from './ops/metrics/metrics.module.ts';
import { RetentionModule } from './ops/retention/retention.module.ts';
import { TracingModule } from './ops/tracing/tracing.module.ts';
import { PluginModule } from './plugin/plugin.module.ts';
import { PluginSocketModule } from './plugin/plugin-socket.module.ts';
import { ProcessingModule } from './processing/processing.module.ts';
import { ProductsModule } from './products/products.module.ts';
import { QueueModule } from './queue/queue.module.ts';
import { TasksModule } from './tasks/tasks.module.ts';
import { AccessGuard } from './tenancy/auth/access.guard.ts';
import { SalesModule } from './sales/sales.module.ts';
import { TenancyModule } from './tenancy/tenancy.module.ts';
import { WebhooksModule } from './webhooks/webhooks.module.ts';
import { RequestCounts } from './tenancy/throttling/request-counts.ts';
import { TenantThrottlerGuard } from './tenancy/throttling/tenant-throttler.guard.ts';

type AnyModule = Type<unknown> | DynamicModule;

/** The modules of the product, in the order of the folders. */
const features = (role: AppConfig['ROLE'], marketplaces: readonly AnyModule[]): AnyModule[] => [
  QueueModule,
  TenancyModule.forRoot(MIGRATIONS),
  ProductsModule,
  AccountsModule,
  ListingsModule,
  LedgerModule,
  TasksModule,
  JobsModule,
  BatchesModule,
  SalesModule,
  PluginModule,
  ...(role === 'api' ? [] : [PluginSocketModule]),
  HandlersModule.forRoot(marketplaces),
  IntakeModule,
  ProcessingModule,
  EventsModule,
  WebhooksModule,
  AdminModule,
  DeadLettersModule,
  HealthModule,
  MetricsModule,
  RetentionModule,
  DashboardModule.forRoot(),
  TracingModule,
];

/** The window in which requests are counted, in milliseconds. */
const MINUTE_MS = 60_000;

/** What a caller may put in the place of the real thing. */
export interface AppOptions {
  /** Takes the log's lines; standard output by default. */
  readonly logs?: LogDestination;
  /** Further modules; tests add routes that fail in every way. */
  readonly modules?: readonly AnyModule[];
  /** The marketplaces; those of `marketplaces.ts` by default. */
  readonly marketplaces?: readonly AnyModule[];
}

/** The whole program: what stands under every module, the modules, and the layer every request passes. */
@Module({})
export class AppModule {
  /**
   * @param config the validated configuration
   * @param options what differs from the real thing
   * @returns the root module
   */
  static forRoot(config: AppConfig, options: AppOptions = {}): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggerModule.forRoot(loggerOptions(config, options.logs)),
        ClockModule,
        // Tenancy makes the context of a request, since it knows the schema.
        MikroOrmModule.forRootAsync({
          driver: ormOptions(config).driver,
          useFactory: () => ({ ...ormOptions(config), registerRequestContext: false }),
        }),
        DatabaseModule,
        EncryptionModule,
        ThrottlerModule.forRoot({
          throttlers: [{ ttl: MINUTE_MS, limit: config.THROTTLE_PER_MINUTE }],
          storage: new RequestCounts(config.THROTTLE_PER_MINUTE, MINUTE_MS),
        }),
        ...features(config.ROLE, options.marketplaces ?? MARKETPLACES),
        ...(options.modules ?? []),
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        // In this order: how often (strangers too), who, and only then is anything read.
        { provide: APP_GUARD, useClass: TenantThrottlerGuard },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: BodyGuard },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_INTERCEPTOR, useClass: PageLinkInterceptor },
      ],
    };
  }
}
