import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import type { ListingStatus } from '../../../src/domain/vocabulary.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { applyListingEffect } from '../../../src/listings/apply-listing-effect.ts';
import type { ListingKey } from '../../../src/listings/apply-listing-effect.ts';
import { ListingClaims } from '../../../src/listings/listing-claims.ts';
import type { Claim } from '../../../src/listings/listing-claims.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const TENANT = tenantRef(1);

describe('claiming what was found on a marketplace', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  let db: Database;
  let claims: ListingClaims;
  let accountId: number;

  beforeAll(async () => {
    database = await createTestDatabase();
    orm = new MikroORM(ormOptions(loadConfig({ DATABASE_URL: database.url })));
    db = new Database(orm);
    claims = new ListingClaims(db);
  });
  afterAll(async () => {
    expect(db.deadlocks).toBe(0);
    await orm.close();
    await database.drop();
  });
  beforeEach(async () => {
    accountId = await account();
  });

  const account = (): Promise<number> =>
    insert(
      `marketplace_accounts (marketplace, name, external_id) values ('etsy', 'Shop', gen_random_uuid()::text)`,
    );
  const product = async (): Promise<ListingKey> => ({
    accountId,
    productId: await insert(
      `products (sku, title, price, currency, quantity) values (gen_random_uuid()::text, 'Robe', 12.50, 'EUR', 1)`,
    ),
  });
  async function insert(rest: string): Promise<number> {
    const [row] = await db.query<{ id: number }>(`insert into ${TENANT.schema}.${rest} returning id`);
    return row?.id ?? 0;
  }
  const has = (key: ListingKey, status: ListingStatus, listing_id: string): Promise<unknown> =>
    db.transaction((sql) =>
      applyListingEffect(sql, TENANT, key, { type: 'listing', status, externalIds: { listing_id } }),
    );
  const claim = (key: ListingKey, ...ids: string[]): Promise<Claim> =>
    claims.claim(TENANT, key, 'listing_id', ids);

  it('gives the first one that nobody has, and writes it down at once', async () => {
    const key = await product();
    expect(await claim(key, '1', '2', '3')).toEqual({ kept: '1', free: ['2', '3'] });
    const rows = await db.query(
      `select status, external_ids from ${TENANT.schema}.listings where product_id = $1`,
      [key.productId],
    );
    expect(rows).toEqual([{ status: 'draft', external_ids: { listing_id: '1' } }]);
  });

  it('writes what is claimed for a new copy into a row of its own, once, and leaves the old listing as it is', async () => {
    const key = await product();
    await has(key, 'live', '1');
    const claimCopy = (): Promise<Claim> => claims.claim(TENANT, key, 'listing_id', ['2'], 'new_copy');
    expect(await claimCopy()).toEqual({ kept: '2', free: [] });
    expect(await claimCopy()).toEqual({ kept: '2', free: [] });
    const rows = await db.query(
      `select status, external_ids ->> 'listing_id' as id, superseded_by is null as open
       from ${TENANT.schema}.listings where product_id = $1 order by id`,
      [key.productId],
    );
    expect(rows).toEqual([
      { status: 'live', id: '1', open: false },
      { status: 'draft', id: '2', open: true },
    ]);
  });

  it('gives the same one again', async () => {
    const key = await product();
    await claim(key, '2');
    expect(await claim(key, '1', '2')).toEqual({ kept: '2', free: ['1'] });
  });

  it('gives nothing that another listing of the account has, an ended one too', async () => {
    await has(await product(), 'live', '1');
    await has(await product(), 'ended', '2');
    const key = await product();
    await has(key, 'sold', '3');
    expect(await claim(key, '1', '2', '3')).toEqual({ kept: undefined, free: [] });
    expect(await claim(key, '1', '4')).toEqual({ kept: '4', free: [] });
  });

  it('does not ask whether another account has it, nor under another name', async () => {
    await has(await product(), 'live', '1');
    accountId = await account();
    expect(await claim(await product(), '1')).toEqual({ kept: '1', free: [] });
    const offer = await claims.claim(TENANT, await product(), 'offer_id', ['1']);
    expect(offer.kept).toBe('1');
  });

  it('gives each of many products that look alike one of its own, however they hurry', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => product()));
    const ids = keys.map((_key, index) => String(index));
    const given = await Promise.all(keys.map((key) => claim(key, ...ids)));
    expect(given.map(({ kept }) => kept).sort()).toEqual(ids);
  });

  it('gives nothing where nothing was found', async () => {
    expect(await claim(await product())).toEqual({ kept: undefined, free: [] });
  });
});
