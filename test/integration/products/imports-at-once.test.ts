import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { upsertProducts } from '../../../src/products/import/upsert-products.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const GIVEN = ['currency', 'price', 'sku', 'title'];
const LOT = Array.from({ length: 500 }, (_, index) => ({
  sku: `S-${index}`,
  title: 'Coat',
  price: '1.00',
  currency: 'EUR',
}));

describe('imports of the same products at the same time', () => {
  let database: TestDatabase;
  let orm: MikroORM;
  let db: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    orm = new MikroORM(ormOptions(loadConfig({ DATABASE_URL: database.url, DB_POOL_MAX: '8' })));
    db = new Database(orm);
  });
  afterAll(async () => {
    await orm.close();
    await database.drop();
  });

  it('wait for each other, whatever the order of their rows', async () => {
    const opposite = LOT.toReversed();
    const lots = Array.from({ length: 24 }, (_, turn) => (turn % 2 === 0 ? LOT : opposite));
    const counts = await Promise.all(lots.map((lot) => upsertProducts(db, tenantRef(1), GIVEN, lot)));
    expect(counts.reduce((sum, { imported }) => sum + imported, 0)).toBe(500);
    expect(counts.reduce((sum, { updated }) => sum + updated, 0)).toBe(23 * 500);
  });
});
