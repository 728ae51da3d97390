import type { ApiWorld } from '../api-world.ts';

/** A text that stands in everything of one tenant. */
export const markerOf = (tenant: number): string => `belongs-to-${tenant}`;

/**
 * Gives a tenant at least one of everything, with its marker in every text.
 * @param world the application
 * @param tenant whose
 */
export async function furnish(world: ApiWorld, tenant: number): Promise<void> {
  const seller = world.as(tenant);
  const schema = `user_${tenant}`;
  const marker = markerOf(tenant);
  const account = await world.account(tenant);
  const [product, sold] = await world.products(tenant, 2, { brand: marker, description: marker });
  const batch = await seller<{ id: number }>('POST', '/api/batch-jobs', {
    marketplaces: ['testmarket'],
    account_ids: [account],
    action_code: 'publish',
    product_ids: [product],
    options: { input_data: { note: marker } },
  });
  await world.job(tenant, { product_id: sold, account_id: account, input_data: { note: marker } });
  await seller('POST', `/api/products/${sold ?? 0}/sold`, { quantity: 1, reference: `${marker}-${sold}` });
  await seller('POST', '/api/plugin/devices', { name: marker });
  await seller('POST', '/api/webhooks', {
    url: `https://${marker}.example/hook`,
    events: ['batch.ended'],
    description: marker,
  });
  await world.db.query(
    `insert into ${schema}.listings (product_id, account_id, status, url) values ($1, $2, 'live', $3)`,
    [product, account, `https://shop.example/${marker}`],
  );
  await world.db.query(
    `insert into ${schema}.marketplace_tasks (job_id, position, task_type, step, effect, description)
     select id, 1, 'db_operation', 'work', 'none', $2 from ${schema}.marketplace_jobs where batch_job_id = $1`,
    [batch.body.id, marker],
  );
  await world.db.query(
    `insert into ${schema}.pending_actions (account_id, product_id, code, message, choices)
     values ($1, $2, 'import.ambiguous', $3, '{link}')`,
    [account, product, marker],
  );
  await world.db.query(`update ${schema}.orders set title = $1`, [marker]);
  await world.db.query(`update ${schema}.marketplace_accounts set name = $1 || id`, [marker]);
}

/**
 * Lets everything that a tenant gets from now on have ids from here on.
 * @param world the application
 * @param tenant whose
 * @param from the next id of every table
 */
export async function countFrom(world: ApiWorld, tenant: number, from: number): Promise<void> {
  const sequences = await world.db.query<{ name: string }>(
    `select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname = $1`,
    [`user_${tenant}`],
  );
  for (const { name } of sequences) await world.db.query(`alter sequence ${name} restart with ${from}`);
}
