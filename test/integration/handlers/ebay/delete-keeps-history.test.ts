import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../../src/common/database/database.ts';
import { loadConfig } from '../../../../src/config/app-config.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { applyListingEffect } from '../../../../src/listings/apply-listing-effect.ts';
import { ormOptions } from '../../../../src/mikro-orm.config.ts';
import type { StepDriver } from '../../../support/step-driver.ts';
import { createTestDatabase } from '../../../support/test-database.ts';
import type { TestDatabase } from '../../../support/test-database.ts';
import { EbayBench } from './ebay-bench.ts';

const TENANT = tenantRef(1);

describe('the rows of a product that was deleted on eBay and published again', () => {
  let bench: EbayBench;
  let database: TestDatabase;
  let orm: MikroORM;
  let db: Database;
  beforeAll(async () => {
    bench = await EbayBench.start();
    database = await createTestDatabase();
    orm = new MikroORM(ormOptions(loadConfig({ DATABASE_URL: database.url })));
    db = new Database(orm);
  });
  afterAll(async () => {
    await bench.stop();
    await orm.close();
    await database.drop();
  });

  it('are the ended listing and the live one, even when every step is stored twice', async () => {
    const [product] = await db.query<{ id: number }>(
      `insert into ${TENANT.schema}.products (sku, title, price, currency, quantity)
       values ('COAT-1', 'Coat', 45, 'EUR', 1) returning id`,
    );
    const [account] = await db.query<{ id: number }>(
      `insert into ${TENANT.schema}.marketplace_accounts (marketplace, name, external_id)
       values ('ebay', 'Shop', 'shop') returning id`,
    );
    const key = { productId: product?.id ?? 0, accountId: account?.id ?? 0 };
    const store = async (job: StepDriver): Promise<string | undefined> => {
      expect((await job.run()).status).toBe('completed');
      for (const effect of job.effects.flatMap((each) => [each, each])) {
        if (effect.type !== 'listing') continue;
        await db.transaction((sql) => applyListingEffect(sql, TENANT, key, effect));
      }
      return job.listing?.externalIds['listing_id'];
    };

    const seller = await bench.seller();
    const published = seller.job();
    const first = await store(published);
    seller.listing = published.listing;
    await store(seller.deletion());
    seller.listing = null;
    const second = await store(seller.job());

    const rows = await db.query<{ status: string; listing: string }>(
      `select status, external_ids->>'listing_id' as listing from ${TENANT.schema}.listings
       where product_id = $1 and account_id = $2 order by id`,
      [key.productId, key.accountId],
    );
    expect(rows).toEqual([
      { status: 'ended', listing: first },
      { status: 'live', listing: second },
    ]);
    expect(second).not.toBe(first);
  });
});
