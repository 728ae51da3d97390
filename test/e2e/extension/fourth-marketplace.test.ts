import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DepotTown } from '../../support/depot-marketplace/depot-town.ts';
import type { Row } from '../../support/depot-marketplace/depot-town.ts';

describe('a marketplace that is added as one folder, one line and one migration', () => {
  let town: DepotTown;
  let shop: number;
  let otherShop: number;
  let sku: string;
  let product: number;
  let serial = 0;

  beforeAll(async () => {
    town = await DepotTown.build();
    shop = await town.connect('main');
    otherShop = await town.connect('other');
  });
  afterAll(() => town.tearDown());
  beforeEach(async () => {
    serial += 1;
    sku = `COAT-${serial}`;
    product = await town.product(sku);
  });

  const listing = (account: number): Promise<Row> =>
    town.first(`/api/listings?product_id=${product}`, (row) => row.account_id === account);

  it('is listed beside the others, with the reason why it cannot relist', async () => {
    const { body } = await town.ask<Row[]>('GET', '/api/marketplace/action-types');
    const depot = body.filter((row) => row.marketplace === 'depot');
    expect(depot.map(({ code }) => code).sort()).toEqual([
      'check_connection',
      'delete',
      'import',
      'publish',
      'relist',
      'sync',
      'sync_orders',
      'update',
    ]);
    const reason = 'Depot shows items by price: a new copy would not come up first.';
    expect(depot.filter(({ supported }) => supported === false)).toMatchObject([
      { code: 'relist', unsupported_reason: reason },
    ]);
    expect(depot.find(({ code }) => code === 'sync_orders')).toMatchObject({ every_seconds: 300 });
    const others = new Set(body.map((row) => row.marketplace));
    expect(others.size).toBeGreaterThan(3);
    const asked = { marketplace: 'depot', action_code: 'relist', account_id: shop, product_id: product };
    expect(await town.ask('POST', '/api/marketplace/jobs', asked)).toMatchObject({
      status: 422,
      body: { code: 'action.unsupported', detail: reason },
    });
  });

  it('is in the list of handlers with every step, those that are appended too', () => {
    const steps = town
      .described()
      .map(({ action, supported, steps }) => [
        action,
        supported ? steps.map(({ step }) => step) : 'unsupported',
      ]);
    expect(Object.fromEntries(steps)).toMatchObject({
      publish: ['create', 'read_back'],
      update: ['put', 'read_back'],
      delete: ['close', 'read_back'],
      relist: 'unsupported',
      sync: expect.arrayContaining(['conclude']),
      sync_orders: expect.arrayContaining(['save_watermark']),
    });
  });

  it('explains its own errors to sellers', async () => {
    const { body } = await town.ask<Row[]>('GET', '/api/marketplace/errors');
    expect(body.find(({ code }) => code === 'depot.item_over')).toMatchObject({
      marketplace: 'depot',
      actor: 'seller',
    });
  });

  it('makes no job for a shop that lacks what every publication needs, until it is there', async () => {
    town.depot.terms('careless', false);
    const careless = await town.connect('careless');
    const verified = await town.ask('POST', `/api/marketplace/accounts/${careless}/verify`);
    expect(verified.body.items).toMatchObject([
      { code: 'connection', ok: true },
      { code: 'terms', ok: false, blocks: true },
    ]);
    await town.run('check_connection', careless);
    const asked = {
      marketplaces: ['depot'],
      account_ids: [careless],
      action_code: 'publish',
      product_ids: [product],
    };
    const refused = await town.ask('POST', '/api/batch-jobs', { ...asked, dry_run: true });
    expect(refused.body.accounts).toMatchObject([{ ok: false }]);
    town.depot.terms('careless', true);
    const allowed = await town.ask('POST', '/api/batch-jobs', { ...asked, dry_run: true });
    expect(allowed.body.accounts).toMatchObject([{ ok: true }]);
  });

  it('has one item after a publication whose answer was lost', async () => {
    town.depot.loseAnswerTo('POST /items');
    const job = await town.run('publish', shop, product);
    expect(job).toMatchObject({ status: 'completed', result_data: { status: 'live' } });
    const made = town.depot.itemsOf(sku);
    expect(made).toHaveLength(1);
    expect(town.depot.calls.filter((call) => call === 'POST /items')).toHaveLength(1);
    expect(await listing(shop)).toMatchObject({ status: 'live', external_ids: { depot_id: made[0]?.id } });
    const { body: tasks } = await town.ask<{ data: Row[] }>('GET', `/api/marketplace/tasks?job_id=${job.id}`);
    expect(tasks.data.map(({ step, status }) => [step, status])).toEqual([
      ['create', 'success'],
      ['read_back', 'success'],
    ]);
  });

  it('is refused what it would not take, before anything is sent', async () => {
    await town.ask('PATCH', `/api/products/${product}`, { currency: 'USD', version: 1 });
    const { body } = await town.ask('GET', `/api/products/${product}/readiness`);
    expect(JSON.stringify(body)).toContain('depot.currency_wrong');
  });

  it('is written what changed, and asked nothing where nothing did', async () => {
    await town.run('publish', shop, product);
    await town.putTurnsOff();
    const before = town.depot.calls.length;
    await town.run('update', shop, product);
    expect(town.depot.calls.length).toBe(before);
    const changed = await town.ask('PATCH', `/api/products/${product}`, { price: '39.00', version: 1 });
    expect(changed.status).toBe(200);
    expect(await town.run('update', shop, product)).toMatchObject({ status: 'completed' });
    expect(town.depot.itemsOf(sku)).toMatchObject([{ price_cents: 3900, state: 'open' }]);
  });

  it('is compared with what StoFlow wrote, and a person decides about a change made there', async () => {
    await town.run('publish', shop, product);
    const [item] = town.depot.itemsOf(sku);
    town.depot.edit(item?.id ?? '', { price_cents: 4000 });
    const sync = await town.run('sync', shop);
    expect(sync).toMatchObject({ status: 'completed', result_data: { changed: 1, missing: 0 } });
    const asked = await town.first(`/api/pending-actions?status=open&product_id=${product}`);
    expect(asked).toMatchObject({
      code: 'listing.changed',
      choices: ['keep_theirs', 'keep_ours'],
      details: { fields: { price: { ours: '45.00', theirs: '40.00' } } },
    });
    await town.ask('POST', `/api/pending-actions/${asked.id}/confirm`, { choice: 'keep_ours' });
    const job = await town.first(
      `/api/marketplace/jobs?product_id=${product}`,
      ({ action_code, status }) => action_code === 'update' && status === 'completed',
    );
    expect(job).toBeDefined();
    expect(town.depot.itemsOf(sku)).toMatchObject([{ price_cents: 4500 }]);
  });

  it('gives its unknown items to StoFlow as products, once', async () => {
    const fields = { sku: `SHELF-${serial}`, title: `Shelf ${serial}`, price_cents: 1250, quantity: 2 };
    const item = town.depot.add('main', fields);
    expect(await town.run('import', shop)).toMatchObject({ status: 'completed', result_data: { new: 1 } });
    expect(await town.run('import', shop)).toMatchObject({ status: 'completed', result_data: { new: 0 } });
    const imported = await town.first('/api/products', (row) => row.sku === fields.sku);
    expect(imported).toMatchObject({ price: '12.50', quantity: 2 });
    const found = await town.first(`/api/listings?product_id=${imported.id}`);
    expect(found).toMatchObject({ status: 'live', external_ids: { depot_id: item.id } });
  });

  it('is asked for orders by itself, and a sale there ends the listing elsewhere', async () => {
    await town.run('publish', shop, product);
    await town.run('publish', otherShop, product);
    const [sold, elsewhere] = town.depot.itemsOf(sku);
    town.depot.buy(sold?.id ?? '');
    await town.bringTurns();
    const order = await town.first(`/api/orders?product_id=${product}`, (row) => row.delisting?.open === 0);
    expect(order).toMatchObject({ status: 'sold', source: 'order', account_id: shop, price: '45.00' });
    expect(town.depot.itemsOf(sku)).toMatchObject([{ state: 'sold' }, { state: 'closed' }]);
    expect(elsewhere?.shop).toBe('other');
    const reading = await town.first(
      '/api/marketplace/jobs?action_code=sync_orders',
      ({ account_id }) => account_id === shop,
    );
    expect(reading).toMatchObject({ requested_by: 'schedule' });
    expect((await listing(otherShop)).status).toBe('ended');
  });

  it('holds an account whose consent has ended', async () => {
    const { body } = await town.ask('POST', '/api/marketplace/accounts', {
      marketplace: 'depot',
      name: 'gone',
      external_id: 'gone',
      credentials: { refresh_token: 'withdrawn' },
    });
    await town.ask('POST', '/api/marketplace/jobs', {
      marketplace: 'depot',
      action_code: 'sync',
      account_id: body.id,
    });
    const account = await town.first('/api/marketplace/accounts', (row) => row.status === 'needs_reauth');
    expect(account.id).toBe(body.id);
  });
});
