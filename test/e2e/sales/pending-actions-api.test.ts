import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';

describe('what a person decides', () => {
  let world: ApiWorld;
  let account: number;
  let product: number;
  let listing: number;
  beforeAll(async () => {
    world = await ApiWorld.start();
    account = await world.account(1);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    [product = 0] = await world.products(1, 1);
    const [row] = await world.db.query<{ id: number }>(
      `insert into user_1.listings (product_id, account_id, status, shown)
       values ($1, $2, 'live', '{"price": "10.00"}') returning id`,
      [product, account],
    );
    listing = row?.id ?? 0;
  });

  async function ask(code: string, choices: readonly string[], details: object = {}): Promise<number> {
    const [row] = await world.db.query<{ id: number }>(
      `insert into user_1.pending_actions (account_id, product_id, listing_id, code, message, details, choices)
       values ($1, $2, $3, $4, 'What now?', $5, $6) returning id`,
      [account, product, listing, code, JSON.stringify(details), choices],
    );
    return row?.id ?? 0;
  }
  const confirm = (id: number, body: object = {}): ReturnType<ReturnType<ApiWorld['as']>> =>
    world.as(1)('POST', `/api/pending-actions/${id}/confirm`, body);
  const of = async (path: string): Promise<object> => (await world.as(1)('GET', path)).body;

  const CHANGED = {
    fields: { price: { ours: '10.00', theirs: '8.50' }, title: { ours: 'Coat', theirs: 'Warm coat' } },
  };

  it('keeps theirs: the product becomes what the marketplace shows', async () => {
    const id = await ask('listing.changed', ['keep_theirs', 'keep_ours'], CHANGED);
    const { status, body } = await confirm(id, { choice: 'keep_theirs' });
    expect([status, body]).toMatchObject([
      200,
      { job_id: null, pending_action: { status: 'confirmed', choice: 'keep_theirs' } },
    ]);
    expect(await of(`/api/products/${product}`)).toMatchObject({
      price: '8.50',
      title: 'Warm coat',
      version: 2,
    });
  });

  it('keeps ours: an update sends everything again', async () => {
    const id = await ask('listing.changed', ['keep_theirs', 'keep_ours'], CHANGED);
    const { body } = await world.as(1)<{ job_id: number }>('POST', `/api/pending-actions/${id}/confirm`, {
      choice: 'keep_ours',
    });
    expect(await of(`/api/marketplace/jobs/${body.job_id}`)).toMatchObject({
      action_code: 'update',
      product_id: product,
      account_id: account,
      priority: 2,
      input_data: { force: true },
    });
  });

  it('marks a missing listing ended, or sold', async () => {
    await confirm(await ask('listing.missing', ['mark_ended', 'mark_sold']), { choice: 'mark_ended' });
    expect(await of(`/api/listings/${listing}`)).toMatchObject({ status: 'ended' });
    const [other] = await world.db.query<{ id: number }>(
      `insert into user_1.listings (product_id, account_id, status) values ($1, $2, 'live') returning id`,
      [product, account],
    );
    listing = other?.id ?? 0;
    await confirm(await ask('listing.missing', ['mark_ended', 'mark_sold']), { choice: 'mark_sold' });
    expect(await of(`/api/products/${product}`)).toMatchObject({ quantity: 0, status: 'sold' });
    expect(await of(`/api/listings/${listing}`)).toMatchObject({ status: 'sold' });
  });

  it('puts a cancelled order back into stock', async () => {
    await world.as(1)('POST', `/api/products/${product}/sold`, {});
    await confirm(await ask('order.cancelled', ['restock'], { pieces: 1 }));
    expect(await of(`/api/products/${product}`)).toMatchObject({ quantity: 1, status: 'active' });
  });

  it('says which product a found listing is, or makes one of it', async () => {
    const found = (title: string): object => ({
      listing: {
        externalIds: { item_id: title },
        status: 'live',
        title,
        price: '12.00',
        currency: 'EUR',
        shown: {},
      },
    });
    const other = (await world.products(1, 1))[0] ?? 0;
    const link = await ask('import.ambiguous', ['link', 'create'], found('one'));
    expect((await confirm(link, { choice: 'link' })).body).toMatchObject({
      fields: [{ field: 'product_id' }],
    });
    expect((await confirm(link, { choice: 'link', product_id: product })).body).toMatchObject({
      code: 'listing.already_open',
    });
    expect((await confirm(link, { choice: 'link', product_id: 999_999 })).body).toMatchObject({
      code: 'product.not_found',
    });
    expect((await confirm(link, { choice: 'link', product_id: other })).status).toBe(200);
    expect(await of(`/api/listings?product_id=${other}`)).toMatchObject({
      data: [{ status: 'live', external_ids: { item_id: 'one' } }],
    });
    expect(
      (await confirm(await ask('import.ambiguous', ['link', 'create'], found('two')), { choice: 'create' }))
        .status,
    ).toBe(200);
    expect(await of(`/api/products?q=two`)).toMatchObject({
      data: [{ sku: 'testmarket-two', title: 'two', price: '12.00' }],
    });
  });

  it('is decided once, and only as it was asked', async () => {
    const id = await ask('listing.missing', ['mark_ended', 'mark_sold']);
    expect((await confirm(id)).body).toMatchObject({
      code: 'request.invalid',
      fields: [{ field: 'choice' }],
    });
    expect((await confirm(id, { choice: 'burn_it' })).body).toMatchObject({ fields: [{ field: 'choice' }] });
    expect((await world.as(2)('POST', `/api/pending-actions/${id}/dismiss`)).body).toMatchObject({
      code: 'pending_action.not_found',
    });
    const dismissed = await world.as(1)('POST', `/api/pending-actions/${id}/dismiss`);
    expect(dismissed.body).toMatchObject({ status: 'dismissed', choice: null });
    const late = await confirm(id, { choice: 'mark_ended' });
    expect([late.status, late.body]).toMatchObject([409, { code: 'pending_action.decided' }]);
    expect(await of(`/api/listings/${listing}`)).toMatchObject({ status: 'live' });
  });
});
