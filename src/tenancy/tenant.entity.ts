import { defineEntity, p } from '@mikro-orm/core';
import { wallClock } from '../common/clock.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** Whether a tenant may use the product. A suspended one keeps its data and may not make requests. */
export const TENANT_STATUSES = ['active', 'suspended'] as const;
/** One of {@link TENANT_STATUSES}. */
export type TenantStatus = (typeof TENANT_STATUSES)[number];

const TenantSchema = defineEntity({
  name: 'Tenant',
  tableName: 'tenants',
  schema: 'public',
  properties: {
    id: p.bigint('number').primary(),
    schemaName: p.text(),
    name: p.text(),
    status: p.text().$type<TenantStatus>().default('active'),
    tier: p.text().default('standard'),
    weight: p.float().default(1),
    schemaVersion: p.text().nullable(),
    schemaError: p.text().nullable(),
    pausedSince: p.datetime().nullable(),
    pausedReason: p.text().nullable(),
    pausedBy: p.text().nullable(),
    keepJobsDays: p.integer().nullable(),
    keepEventsDays: p.integer().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => wallClock()),
  },
});

/** Table `public.tenants`: one customer, which version its schema has, and what kept it from the newest. */
export class Tenant extends TenantSchema.class {
  /** @returns the tenant as the queue and the ledger name it */
  toRef(): TenantRef {
    return tenantRef(this.id);
  }
}

TenantSchema.setClass(Tenant);
