import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { LinkedListings } from '../../../src/listings/linked-listings.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const TENANT = tenantRef(1);

describe('ids that listings have already', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  let db: Database;
  let linked: LinkedListings;
  const accounts: number[] = [];
  const rows: number[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    orm = new MikroORM(ormOptions(loadConfig({ DATABASE_URL: database.url })));
    db = new Database(orm);
    linked = new LinkedListings(db);
    for (let index = 0; index < 2; index += 1)
      accounts.push(
        await insert('marketplace_accounts', {
          marketplace: 'etsy',
          name: 'Shop',
          external_id: `shop-${index}`,
        }),
      );
    for (const [index, status] of ['draft', 'ended', 'live'].entries()) {
      const product = await insert('products', {
        sku: `S${index}`,
        title: 'Robe',
        price: '12.50',
        currency: 'EUR',
        quantity: 1,
      });
      rows.push(
        await insert('listings', {
          product_id: product,
          account_id: accounts[0],
          status,
          external_ids: JSON.stringify({ listing_id: `10${index}` }),
        }),
      );
    }
  });
  afterAll(async () => {
    await orm.close();
    await database.drop();
  });

  async function insert(table: string, values: Readonly<Record<string, unknown>>): Promise<number> {
    const names = Object.keys(values);
    const [row] = await db.query<{ id: number }>(
      `insert into ${TENANT.schema}.${table} (${names.join()})
       values (${names.map((_name, index) => `$${index + 1}`).join()}) returning id`,
      Object.values(values),
    );
    return row?.id ?? 0;
  }
  const among = async (ids: string[], account = accounts[0], own: number | null = null): Promise<string[]> =>
    [
      ...(await linked.among(TENANT, { accountId: account ?? 0, ownListingId: own }, 'listing_id', ids)),
    ].sort();

  it('are those of every other row of the account, ended ones too', async () => {
    expect(await among(['100', '101', '102', '999'])).toEqual(['100', '101', '102']);
  });

  it('are not those of the asker’s own row', async () => {
    expect(await among(['100', '101'], accounts[0], rows[0] ?? null)).toEqual(['101']);
  });

  it('are not those of another account, nor of another id', async () => {
    expect(await among(['100', '101'], accounts[1])).toEqual([]);
    const others = await linked.among(
      TENANT,
      { accountId: accounts[0] ?? 0, ownListingId: null },
      'offer_id',
      ['100'],
    );
    expect([...others]).toEqual([]);
  });

  it('are none where nothing is asked', async () => {
    expect(await among([])).toEqual([]);
  });
});
