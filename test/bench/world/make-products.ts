import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { withClient } from './with-client.ts';

/**
 * @param url the database
 * @param tenant whose products
 * @param count how many
 * @returns their ids
 */
export function makeProducts(url: string, { schema }: TenantRef, count: number): Promise<readonly number[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `insert into ${schema}.products (sku, title, price, currency, quantity)
       select gen_random_uuid()::text, 'Product', 10, 'EUR', 1 from generate_series(1, ${count}) returning id::int as id`,
    );
    await client.query(`analyze ${schema}.products`);
    return rows.map(({ id }) => id);
  });
}
