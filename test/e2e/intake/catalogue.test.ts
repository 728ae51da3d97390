import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller } from '../../support/api-world.ts';

describe('what can be done, and what is missing for it', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
  });
  afterAll(() => world.close());

  it('lists every action with what the marketplace says of it', async () => {
    const answer = await seller<{ marketplace: string; code: string }[]>(
      'GET',
      '/api/marketplace/action-types',
    );
    const find = (marketplace: string, code: string): unknown =>
      answer.body.find((row) => row.marketplace === marketplace && row.code === code);
    expect(find('testmarket', 'publish')).toMatchObject({
      marketplace_title: 'Testmarket',
      priority: 3,
      is_batch: false,
      max_attempts: 3,
      supported: true,
      unsupported_reason: null,
    });
    expect(find('secondmarket', 'sync')).toMatchObject({ is_batch: true });
    expect(find('secondmarket', 'delete')).toMatchObject({
      supported: false,
      unsupported_reason: 'Second Market keeps everything for ever.',
    });
  });

  it('explains every error code, shared ones and those of each marketplace', async () => {
    const answer = await seller<{ code: string; marketplace: string | null }[]>(
      'GET',
      '/api/marketplace/errors',
    );
    expect(answer.status).toBe(200);
    expect(answer.body.find(({ code }) => code === 'account.not_ready')).toEqual({
      code: 'account.not_ready',
      marketplace: null,
      class: 'refused',
      happened: expect.any(String),
      todo: expect.any(String),
      actor: 'seller',
    });
    for (const { code, marketplace } of answer.body.filter((entry) => entry.marketplace !== null)) {
      expect(code.startsWith(`${marketplace}.`)).toBe(true);
    }
    expect(new Set(answer.body.map(({ code }) => code)).size).toBe(answer.body.length);
  });

  it('lists what products may say to single marketplaces', async () => {
    const { status, body } = await seller<{ marketplace: string }[]>(
      'GET',
      '/api/marketplace/product-attributes',
    );
    expect({ status, body: body.filter(({ marketplace }) => marketplace === 'secondmarket') }).toMatchObject({
      status: 200,
      body: [
        {
          marketplace: 'secondmarket',
          marketplace_title: 'Secondmarket',
          name: 'second_shelf',
          label: 'Shelf',
          kind: 'text',
          choices: [{ value: 'top', label: 'The one on top' }],
        },
        { name: 'second_note', choices: null },
      ],
    });
  });

  it('verifies an account, returns what was found and keeps it', async () => {
    const account = await world.account(1, 'secondmarket');
    const answer = await seller('POST', `/api/marketplace/accounts/${account}/verify`);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ok: false,
        items: [
          { code: 'shop', ok: true },
          { code: 'policy', ok: false, actor: 'seller' },
        ],
      },
    });
    const shown = await seller<Record<string, unknown>>('GET', `/api/marketplace/accounts/${account}`);
    expect(shown.body['checklist']).toMatchObject([{ code: 'shop' }, { code: 'policy' }]);
    expect(shown.body['verified_at']).not.toBeNull();
  });

  it('says that it could not ask, and keeps what it knew', async () => {
    const account = await world.account(1, 'secondmarket', { unreachable: true });
    const answer = await seller('POST', `/api/marketplace/accounts/${account}/verify`);
    expect(answer).toMatchObject({ status: 503, body: { code: 'account.unverifiable' } });
    const shown = await seller<Record<string, unknown>>('GET', `/api/marketplace/accounts/${account}`);
    expect(shown.body['verified_at']).toBeNull();
  });

  it('tells account by account what keeps a product from being published', async () => {
    const [product = 0] = await world.products(1, 1);
    const account = await world.account(1);
    world.market.preflight = () => [{ field: 'brand', code: 'test.required', message: 'It needs a brand.' }];
    const answer = await seller<Record<string, unknown>[]>('GET', `/api/products/${product}/readiness`);
    expect(answer.status).toBe(200);
    expect(answer.body.find((row) => row['account_id'] === account)).toMatchObject({
      marketplace: 'testmarket',
      ready: false,
      fields: [{ field: 'brand', code: 'test.required' }],
    });
    expect(answer.body.find((row) => row['marketplace'] === 'secondmarket')).toMatchObject({
      ready: true,
      fields: [],
    });
  });

  it('tells the same of many products at once, and leaves out those that are not there', async () => {
    const [flawed, good] = [
      (await world.products(1, 1))[0],
      (await world.products(1, 1, { brand: 'Acme' }))[0],
    ];
    const answer = await seller<{ product_id: number; accounts: Record<string, unknown>[] }[]>(
      'GET',
      `/api/readiness?product_ids=${flawed},${good},999999`,
    );
    expect(answer.status).toBe(200);
    expect(answer.body.map(({ product_id: id }) => id)).toEqual([flawed, good]);
    for (const { product_id: id, accounts } of answer.body) {
      const one = await seller('GET', `/api/products/${id}/readiness`);
      expect(accounts).toEqual(one.body);
    }
    for (const query of ['', '?product_ids=', '?product_ids=1,x', `?product_ids=${'1,'.repeat(200)}1`]) {
      expect((await seller('GET', `/api/readiness${query}`)).status).toBe(400);
    }
  });

  it('answers for another tenant’s account or product as if there were none', async () => {
    const account = await world.account(2);
    const stranger = await seller('POST', `/api/marketplace/accounts/${account + 1000}/verify`);
    expect(stranger).toMatchObject({ status: 404, body: { code: 'account.not_found' } });
    const theirs = Math.max(...(await world.products(2, 30)));
    const product = await seller('GET', `/api/products/${theirs}/readiness`);
    expect(product).toMatchObject({ status: 404, body: { code: 'product.not_found' } });
  });
});
