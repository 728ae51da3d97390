import type { EntityClass, EntitySchema } from '@mikro-orm/core';
import { defineConfig } from '@mikro-orm/postgresql';
import type { Options } from '@mikro-orm/postgresql';
import { PUBLIC_MIGRATIONS } from '../migrations/public/list.ts';
import { TenantInitial } from '../migrations/tenant/001_initial.ts';
import { TenantPluginDevices } from '../migrations/tenant/002_plugin_devices.ts';
import { TenantSales } from '../migrations/tenant/003_sales.ts';
import { TenantStockHolds } from '../migrations/tenant/004_stock_holds.ts';
import { TenantOperations } from '../migrations/tenant/005_operations.ts';
import { TenantTraces } from '../migrations/tenant/012_traces.ts';
import { TenantWebhooks } from '../migrations/tenant/013_webhooks.ts';
import { TenantWebhookSecretOverlap } from '../migrations/tenant/014_webhook_secret_overlap.ts';
import { TenantListingMakers } from '../migrations/tenant/015_listing_makers.ts';
import { TenantAccountConsents } from '../migrations/tenant/016_account_consents.ts';
import { TenantDisconnectedAccounts } from '../migrations/tenant/017_disconnected_accounts.ts';
import { TenantListIndexes } from '../migrations/tenant/010_list_indexes.ts';
import { TenantCommandKeys } from '../migrations/tenant/011_command_keys.ts';
import { MarketplaceAccount } from './accounts/marketplace-account.entity.ts';
import { connectionOptions, withPatience } from './common/database/connection-options.ts';
import { connectionsApart } from './common/database/pools-apart.ts';
import type { AppConfig } from './config/app-config.ts';
import { BatchJob } from './ledger/batch-job.entity.ts';
import { JobEvent } from './ledger/job-event.entity.ts';
import { MarketplaceJob } from './ledger/marketplace-job.entity.ts';
import { MarketplaceTask } from './ledger/marketplace-task.entity.ts';
import { Listing } from './listings/listing.entity.ts';
import { Product } from './products/product.entity.ts';
import { Order } from './sales/order.entity.ts';
import { PendingAction } from './sales/pending-action.entity.ts';
import type { MigrationLists } from './tenancy/migrations/migration-lists.ts';
import { Tenant } from './tenancy/tenant.entity.ts';

/** Every entity, named one by one: a forgotten one fails at the first use and not by a glob that missed it. */
export const ENTITIES: readonly (EntityClass | EntitySchema)[] = [
  Tenant,
  Product,
  MarketplaceAccount,
  Listing,
  BatchJob,
  MarketplaceJob,
  MarketplaceTask,
  JobEvent,
  Order,
  PendingAction,
];

/** Migrations of one tenant's schema, oldest first; provisioning and upgrading run the same ones. */
export const TENANT_MIGRATIONS: MigrationLists['tenant'] = [
  TenantInitial,
  TenantPluginDevices,
  TenantSales,
  TenantStockHolds,
  TenantOperations,
  TenantListIndexes,
  TenantCommandKeys,
  TenantTraces,
  TenantWebhooks,
  TenantWebhookSecretOverlap,
  TenantListingMakers,
  TenantAccountConsents,
  TenantDisconnectedAccounts,
];

/** Both lists, handed to tenancy by whoever starts the program. */
export const MIGRATIONS: MigrationLists = { public: PUBLIC_MIGRATIONS, tenant: TENANT_MIGRATIONS };

/**
 * Options of the application's ORM. Tenant entities have `schema: '*'` and take their schema from the request's
 * context; outside of one every query on them throws.
 * @param config the validated configuration, with `DATABASE_URL` set
 * @returns options for `MikroORM.init` and for Nest's module
 * @throws {Error} when `DATABASE_URL` is absent
 */
export function ormOptions(config: AppConfig): Options {
  return defineConfig({
    ...withPatience(
      connectionOptions(
        config.DATABASE_URL,
        config.DB_POOL_MAX - connectionsApart(config),
        `stoflow-${config.ROLE}`,
        config.DB_MAX_LIFETIME_SECONDS,
      ),
    ),
    entities: [...ENTITIES],
    allowGlobalContext: false,
    ensureDatabase: false,
    // Explicit statements, not the context, decide what is written: no flush happens behind a query.
    flushMode: 'commit',
    discovery: { warnWhenNoEntities: false },
  });
}
