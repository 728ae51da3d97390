import { RequestContext } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { TENANT_FILTER_NAME } from './tenant-filter.ts';

/**
 * Runs code as a tenant: entities with `schema: '*'` are read from and written to that tenant's schema, and entities
 * on shared tables that carry the tenant filter show that tenant's rows only.
 */
@Injectable()
export class TenantContext {
  constructor(private readonly orm: MikroORM) {}

  /**
   * @param tenant the tenant
   * @param work what to do; the injected `EntityManager` is the tenant's own while it runs
   * @returns what `work` returns
   */
  run<T>(tenant: TenantRef, work: () => T): T {
    const run = (): T => {
      RequestContext.getEntityManager()?.setFilterParams(TENANT_FILTER_NAME, { tenantId: tenant.id });
      return work();
    };
    return RequestContext.create(this.orm.em, run, { schema: tenant.schema });
  }

  /**
   * Runs code that belongs to no tenant; only shared tables without the tenant filter can be used.
   * @param work what to do
   * @returns what `work` returns
   */
  runShared<T>(work: () => T): T {
    return RequestContext.create(this.orm.em, work);
  }
}

/**
 * Runs code outside a request as a tenant, where nothing can be injected.
 * @param orm the application's ORM
 * @param tenant the tenant
 * @param work what to do
 * @returns what `work` returns
 */
export function runInTenant<T>(orm: MikroORM, tenant: TenantRef, work: () => T): T {
  return new TenantContext(orm).run(tenant, work);
}
