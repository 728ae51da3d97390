import { parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { withDatabase } from '../with-database.ts';

interface TenantLine {
  readonly id: number;
  readonly status: string;
  readonly schema_version: string | null;
  readonly name: string;
  readonly schema_error: string | null;
}

/** Lists the tenants. */
export const tenantsList: Command = {
  name: 'tenants list',
  usage: '[--json]',
  summary: 'Prints id, status, schema version and name of every tenant, separated by tabs.',
  async run(program, args) {
    const { values } = parseOptions(args, { json: { type: 'boolean' } });
    const tenants = await withDatabase(program, (database) =>
      database.query<TenantLine>(
        'select id, status, schema_version, name, schema_error from public.tenants order by id',
      ),
    );
    if (values.json === true) program.print(JSON.stringify(tenants, null, 2));
    else for (const tenant of tenants) program.print(lineOf(tenant));
    return 0;
  },
};

function lineOf(tenant: TenantLine): string {
  const fields = [tenant.id, tenant.status, tenant.schema_version ?? '-', tenant.name];
  return [...fields, ...(tenant.schema_error === null ? [] : [`failed: ${tenant.schema_error}`])].join('\t');
}
