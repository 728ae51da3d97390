import { Client } from 'pg';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { sqlOn } from '../../support/sql-on.ts';
import { seedIdleCatalogue } from './idle-marketplace.ts';

/** The catalogue is checked at the start of the program, so all of this comes before it. */
export async function seed(
  url: string,
  tenants: readonly TenantRef[],
  lanes: number,
  needsPlugin = false,
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const sql = sqlOn(client);
  await seedIdleCatalogue(sql);
  if (needsPlugin) await sql.query('update public.marketplace_action_types set needs_plugin = true');
  for (const { id, schema } of tenants) {
    for (let account = 1; account <= lanes; account += 1) {
      await sql.query(
        `insert into ${schema}.marketplace_accounts (id, marketplace, name, external_id)
         values ($1::bigint, 'idle', 'Idle', $1::text)`,
        [account],
      );
      await new Lanes().open(sql, { tenantId: id, accountId: account, marketplace: 'idle', maxRunning: 4 });
    }
  }
  await client.end();
}
