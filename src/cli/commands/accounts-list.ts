import { existingTenant } from '../existing-tenant.ts';
import { parseOptions } from '../parse-options.ts';
import { printTable } from '../print-table.ts';
import type { Command } from '../program.ts';
import { withDatabase } from '../with-database.ts';

/** Lists a tenant's connections to marketplaces. */
export const accountsList: Command = {
  name: 'accounts list',
  usage: '--tenant <id> [--json]',
  summary: 'Prints the accounts of a tenant with the state of their connections; never their credentials.',
  async run(program, args) {
    const { values } = parseOptions(args, { tenant: { type: 'string' }, json: { type: 'boolean' } });
    const accounts = await withDatabase(program, async (database) => {
      const { schema } = await existingTenant(database, values.tenant);
      return database.query<Record<string, string | null>>(
        `select id, marketplace, status, connection, name, external_id, status_reason as reason, verified_at
         from ${schema}.marketplace_accounts order by id`,
      );
    });
    printTable(program, accounts, values.json === true);
    return 0;
  },
};
