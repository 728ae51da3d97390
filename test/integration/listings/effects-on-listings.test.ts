import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import type { ListingEffect } from '../../../src/domain/effects.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { applyListingEffect } from '../../../src/listings/apply-listing-effect.ts';
import { LISTING_COLUMNS, listingFromRow } from '../../../src/listings/listing-row.ts';
import type { ListingRow } from '../../../src/listings/listing-row.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const TENANT = tenantRef(1);

describe('what a step did to a listing', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  let db: Database;
  let key: { readonly productId: number; readonly accountId: number };

  beforeAll(async () => {
    database = await createTestDatabase();
    orm = new MikroORM(ormOptions(loadConfig({ DATABASE_URL: database.url })));
    db = new Database(orm);
  });
  afterAll(async () => {
    await orm.close();
    await database.drop();
  });
  beforeEach(async () => {
    const [product] = await db.query<{ id: number }>(
      `insert into ${TENANT.schema}.products (sku, title, price, currency, quantity)
       values (gen_random_uuid()::text, 'Coat', 12.50, 'EUR', 1) returning id`,
    );
    const [account] = await db.query<{ id: number }>(
      `insert into ${TENANT.schema}.marketplace_accounts (marketplace, name, external_id)
       values ('ebay', 'Shop', gen_random_uuid()::text) returning id`,
    );
    key = { productId: product?.id ?? 0, accountId: account?.id ?? 0 };
  });

  const apply = (effect: Omit<ListingEffect, 'type'>): ReturnType<typeof applyListingEffect> =>
    db.transaction((sql) => applyListingEffect(sql, TENANT, key, { type: 'listing', ...effect }));
  const rows = (): Promise<(ListingRow & { last_verified_at: Date | null })[]> =>
    db.query(
      `select ${LISTING_COLUMNS.join(', ')}, last_verified_at from ${TENANT.schema}.listings
       where account_id = $1 and product_id = $2 order by id`,
      [key.accountId, key.productId],
    );

  it('is merged into the one open listing, step by step', async () => {
    await apply({ status: 'draft', externalIds: { offer_id: 'o1' }, fingerprint: { texts: 'a' } });
    await apply({ status: 'live', externalIds: { listing_id: 'l1' }, url: 'https://m.example/l1' });
    await apply({ status: 'live', fingerprint: { price: 'b' }, verified: true });
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row && listingFromRow(row)).toEqual({
      id: row?.id,
      status: 'live',
      externalIds: { offer_id: 'o1', listing_id: 'l1' },
      url: 'https://m.example/l1',
      fingerprint: { texts: 'a', price: 'b' },
      shown: {},
    });
    expect(row?.last_verified_at).toBeInstanceOf(Date);
  });

  it.each(['ended', 'sold'] as const)(
    'closes the open one when it is %s, and a new one opens after it',
    async (end) => {
      const opened = await apply({ status: 'live', externalIds: { listing_id: 'l1' } });
      expect(await apply({ status: end })).toEqual({ id: opened.id, status: end });
      const reopened = await apply({ status: 'live', externalIds: { listing_id: 'l2' } });
      expect(reopened.id).not.toBe(opened.id);
      expect((await rows()).map((row) => [row.status, row.external_ids])).toEqual([
        [end, { listing_id: 'l1' }],
        ['live', { listing_id: 'l2' }],
      ]);
    },
  );

  it('leaves the same rows when it is applied twice', async () => {
    const effects: readonly Omit<ListingEffect, 'type'>[] = [
      { status: 'live', externalIds: { listing_id: 'l1' } },
      { status: 'ended', externalIds: { listing_id: 'l1' } },
    ];
    for (const effect of effects) {
      await apply(effect);
      const once = await rows();
      await apply(effect);
      expect(await rows()).toEqual(once);
    }
  });

  it('remembers a sale that is learnt after the end, and never turns a sale into an end', async () => {
    await apply({ status: 'live', externalIds: { listing_id: 'l1' } });
    await apply({ status: 'ended' });
    await apply({ status: 'sold', externalIds: { listing_id: 'l1' } });
    await apply({ status: 'ended', externalIds: { listing_id: 'l1' } });
    expect((await rows()).map((row) => row.status)).toEqual(['sold']);
  });

  it.each(['ended', 'sold'] as const)(
    'does not close a later one when it was %s long ago',
    async (status) => {
      await apply({ status: 'live', externalIds: { shop_id: 's', listing_id: 'l1' } });
      await apply({ status: 'ended', externalIds: { listing_id: 'l1' } });
      await apply({ status: 'live', externalIds: { shop_id: 's', listing_id: 'l2' } });
      await apply({ status, externalIds: { listing_id: 'l1' } });
      expect((await rows()).map((row) => [row.status, row.external_ids['listing_id']])).toEqual([
        [status, 'l1'],
        ['live', 'l2'],
      ]);
    },
  );

  it('is kept although nothing was known of the listing', async () => {
    await apply({ status: 'sold', externalIds: { listing_id: 'l9' } });
    expect((await rows()).map((row) => [row.status, row.external_ids])).toEqual([
      ['sold', { listing_id: 'l9' }],
    ]);
  });

  it('goes into one row when two steps open it at once', async () => {
    await Promise.all([
      apply({ status: 'live', externalIds: { a: '1' } }),
      apply({ status: 'live', externalIds: { b: '2' } }),
    ]);
    expect((await rows()).map((row) => row.external_ids)).toEqual([{ a: '1', b: '2' }]);
  });

  it('is undone with the transaction it belongs to', async () => {
    await expect(
      db.transaction(async (sql) => {
        await applyListingEffect(sql, TENANT, key, { type: 'listing', status: 'live' });
        throw new Error('the commit was fenced');
      }),
    ).rejects.toThrow('the commit was fenced');
    expect(await rows()).toEqual([]);
  });

  describe('with a newer copy', () => {
    const stands = async (): Promise<readonly string[]> => {
      const found = await db.query<{ line: string }>(
        `select concat_ws(' ', external_ids ->> 'item_id', status,
                case when superseded_by is null then 'open' else 'superseded' end) as line
         from ${TENANT.schema}.listings where account_id = $1 and product_id = $2 order by id`,
        [key.accountId, key.productId],
      );
      return found.map(({ line }) => line);
    };

    beforeEach(async () => {
      await apply({ status: 'live', externalIds: { item_id: '1' } });
      await apply({ status: 'draft', externalIds: { item_id: '2' }, copy: 'new_copy' });
    });

    it('stays what it is, and later steps tell of the copy', async () => {
      expect(await stands()).toEqual(['1 live superseded', '2 draft open']);
      await apply({ status: 'live', shown: { price: '12.50' } });
      expect(await stands()).toEqual(['1 live superseded', '2 live open']);
    });

    it('is superseded once, however often the copy is told of', async () => {
      await apply({ status: 'live', externalIds: { item_id: '2' }, copy: 'new_copy' });
      expect(await stands()).toEqual(['1 live superseded', '2 live open']);
    });

    it.each(['ended', 'sold'] as const)('becomes %s on its own', async (status) => {
      const old = { externalIds: { item_id: '1' }, copy: 'old_copy' } as const;
      await apply({ status, ...old });
      await apply({ status: 'ended', ...old });
      expect(await stands()).toEqual([`1 ${status} superseded`, '2 draft open']);
    });

    it('does not hide what becomes of the copy', async () => {
      await apply({ status: 'sold' });
      expect(await stands()).toEqual(['1 live superseded', '2 sold open']);
    });
  });
});
