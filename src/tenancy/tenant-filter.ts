import type { FilterDef } from '@mikro-orm/core';

/** Name of {@link TENANT_FILTER}, for `em.setFilterParams`. */
export const TENANT_FILTER_NAME = 'tenant';

/**
 * Keeps entities on shared tables to the rows of the tenant whose request runs. An entity takes part by listing it in
 * its own `filters`; its tenant column is the property `tenantId`. It is strict: outside a tenant the query throws.
 */
export const TENANT_FILTER = {
  name: TENANT_FILTER_NAME,
  cond: (args: { readonly tenantId: number }) => ({ tenantId: args.tenantId }),
  default: true,
  strict: true,
} satisfies FilterDef;
