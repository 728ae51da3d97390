import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import type { Options } from '@mikro-orm/postgresql';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { runInTenant } from '../../../src/tenancy/tenant-context.ts';
import { TENANT_FILTER, TENANT_FILTER_NAME } from '../../../src/tenancy/tenant-filter.ts';
import { testConfig } from '../../support/test-app.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const Item = defineEntity({
  name: 'TestItem',
  tableName: 'products',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    sku: p.text(),
    title: p.text(),
    price: p.decimal('string'),
    currency: p.text(),
    quantity: p.integer(),
  },
});

const Lane = defineEntity({
  name: 'TestLane',
  tableName: 'lanes',
  schema: 'public',
  filters: { [TENANT_FILTER_NAME]: TENANT_FILTER },
  properties: {
    tenantId: p.bigint('number').primary(),
    accountId: p.bigint('number').primary(),
    marketplace: p.text(),
    maxRunning: p.integer(),
  },
});

const ONE = tenantRef(1);
const TWO = tenantRef(2);

async function openOrm(url: string): Promise<MikroORM> {
  const options: Options = { ...ormOptions(testConfig({ DATABASE_URL: url })), entities: [Item, Lane] };
  return MikroORM.init(options);
}

describe('the context of a tenant', () => {
  let database: TestDatabase;
  let orm: MikroORM;

  beforeAll(async () => {
    database = await createTestDatabase();
    orm = await openOrm(database.url);
    for (const tenant of [ONE, TWO]) {
      await runInTenant(orm, tenant, async () => {
        orm.em.create(Item, {
          sku: `only-${tenant.id}`,
          title: 'Hat',
          price: '1.50',
          currency: 'EUR',
          quantity: 1,
        });
        orm.em.create(Lane, { tenantId: tenant.id, accountId: 1, marketplace: 'ebay', maxRunning: 1 });
        await orm.em.flush();
      });
    }
  });

  afterAll(async () => {
    await orm.close();
    await database.drop();
  });

  it('reads and writes the tenant’s own schema only, although both have the same ids', async () => {
    const skus = (): Promise<string[]> => orm.em.find(Item, {}).then((items) => items.map(({ sku }) => sku));
    expect(await runInTenant(orm, ONE, skus)).toEqual(['only-1']);
    expect(await runInTenant(orm, TWO, skus)).toEqual(['only-2']);
    expect(await runInTenant(orm, TWO, () => orm.em.findOneOrFail(Item, 1))).toMatchObject({ sku: 'only-2' });
  });

  it('keeps to the schema in transactions, raw updates and query builders', async () => {
    await runInTenant(orm, ONE, async () => {
      await orm.em.transactional(async (em) => {
        const item = await em.findOneOrFail(Item, { sku: 'only-1' });
        item.title = 'Cap';
      });
      await orm.em.nativeUpdate(Item, {}, { quantity: 9 });
      expect(await orm.em.createQueryBuilder(Item).getResultList()).toHaveLength(1);
      expect(await orm.em.fork().count(Item)).toBe(1);
    });
    const other = await runInTenant(orm, TWO, () => orm.em.findOneOrFail(Item, 1));
    expect(other).toMatchObject({ title: 'Hat', quantity: 1 });
  });

  it('does not mix tenants that run at once', async () => {
    const runs = Array.from({ length: 40 }, (_, index) => {
      const tenant = index % 2 === 0 ? ONE : TWO;
      return runInTenant(orm, tenant, async () => {
        const [item] = await orm.em.find(Item, {});
        return item?.sku === `only-${tenant.id}`;
      });
    });
    expect(await Promise.all(runs)).not.toContain(false);
  });

  it('makes every query on a tenant entity outside of it throw', async () => {
    await expect(orm.em.find(Item, {})).rejects.toThrow('global');
    await expect(orm.em.fork().find(Item, {})).rejects.toThrow('does not exist');
  });

  it('shows rows of shared tables to their tenant only, also by id and in updates', async () => {
    await runInTenant(orm, ONE, async () => {
      expect((await orm.em.find(Lane, {})).map(({ tenantId }) => tenantId)).toEqual([1]);
      expect(await orm.em.findOne(Lane, { tenantId: 2, accountId: 1 })).toBeNull();
      expect(await orm.em.nativeUpdate(Lane, { accountId: 1 }, { maxRunning: 7 })).toBe(1);
    });
    const [lane] = await runInTenant(orm, TWO, () => orm.em.find(Lane, {}));
    expect(lane).toMatchObject({ tenantId: 2, maxRunning: 1 });
  });

  it('makes a query on a shared table throw where no tenant is known', async () => {
    await expect(orm.em.fork().find(Lane, {})).rejects.toThrow(/filter|argument|param/i);
  });
});
