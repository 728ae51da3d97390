import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../../support/market-town.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { ebayMarket, etsyMarket } from '../../support/town-markets.ts';
import type { TownMarket } from '../../support/town-markets.ts';

const PRODUCTS = 200;

interface Batch {
  readonly id: number;
  readonly status: string;
  readonly progress: { readonly counts: Readonly<Record<string, number>> };
}

interface DryRun {
  readonly accounts: readonly [
    {
      readonly ok: boolean;
      readonly fit: number;
      readonly notices: readonly string[];
      readonly items: readonly { readonly code: string; readonly ok: boolean; readonly blocks?: boolean }[];
    },
  ];
}

describe.each([
  ['a deleted fulfillment policy', ebayMarket, 'fulfillment_policy', 'getFulfillmentPolicies'],
  ['a deleted shipping profile', etsyMarket, 'shipping_profile', 'getShopShippingProfiles'],
] as const)('%s', (_name, market, item, operation) => {
  let home: TownMarket;
  let town: MarketTown;
  let server: ServerProcess;
  let account: number;
  const setting = `${item}_id`;
  const wish = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    marketplaces: [home.marketplace],
    action_code: 'publish',
    filter: {},
    ...more,
  });
  const lookups = async (): Promise<number> => (await town.effects()).calls[operation] ?? 0;
  /** Without what comes by turns of its own, such as a look for orders. */
  const queued = async (): Promise<number> => {
    const [row] = await town.look<{ rows: string }>(
      'select count(*) as rows from public.job_queue where product_id is not null',
    );
    return Number(row?.rows ?? -1);
  };
  const settingsOf = async (): Promise<Record<string, unknown>> => {
    const shown = await town.ask<{ settings: Record<string, unknown> }>(
      server,
      'GET',
      `/api/marketplace/accounts/${account}`,
    );
    return shown.body.settings;
  };
  const choose = (value: unknown): Promise<unknown> =>
    town.ask(server, 'PATCH', `/api/marketplace/accounts/${account}`, { settings: { [setting]: value } });

  beforeEach(async () => {
    home = market();
    town = await MarketTown.build(home);
    server = await town.startServer();
    account = await town.openShop(server, PRODUCTS);
  });
  afterEach(() => town.tearDown());

  it('is found by one look: 200 products, no job in the queue; put right, all goes through', async () => {
    const { [setting]: good } = await settingsOf();
    await choose(4711);

    const refused = await town.ask<Batch>(server, 'POST', '/api/batch-jobs', wish());
    expect(refused.status).toBe(201);
    expect(refused.body).toMatchObject({ status: 'failed', progress: { counts: { failed: PRODUCTS } } });
    expect(await queued()).toBe(0);
    expect(await lookups()).toBe(1);
    const jobs = await town.ask<{ data: Record<string, unknown>[] }>(
      server,
      'GET',
      `/api/batch-jobs/${refused.body.id}/jobs`,
    );
    expect(jobs.body.data[0]).toMatchObject({
      status: 'failed',
      attempts: 0,
      error: {
        code: 'account.not_ready',
        actor: 'seller',
        todo: expect.stringContaining('verify the account'),
        fields: [{ field: `account.${item}`, code: 'account.not_ready' }],
      },
    });

    const [product] = await town.look<{ id: string }>('select min(id) as id from user_1.products');
    const single = await town.ask(server, 'POST', '/api/marketplace/jobs', {
      marketplace: home.marketplace,
      action_code: 'publish',
      product_id: Number(product?.id),
    });
    expect(single).toMatchObject({
      status: 422,
      body: { code: 'account.not_ready', fields: [{ field: `account.${item}` }] },
    });
    const readiness = await town.ask(server, 'GET', `/api/products/${product?.id}/readiness`);
    expect(readiness.body).toMatchObject([
      { ready: false, fields: [], account_items: [{ code: item }], verified_at: expect.any(String) },
    ]);

    await choose(good);
    const before = await lookups();
    const dry = await town.ask<DryRun>(server, 'POST', '/api/batch-jobs', wish({ dry_run: true }));
    expect(dry.body.accounts[0]).toMatchObject({ ok: true, fit: PRODUCTS, notices: [] });
    const made = await town.ask<Batch>(server, 'POST', '/api/batch-jobs', wish());
    expect(made.body.progress.counts).toMatchObject({ failed: 0 });
    // The dry run has asked; the batch a moment later believes it.
    expect(await lookups()).toBe(before + 1);
    await town.untilEnded(server, made.body.id, 3);
    expect((await town.effects()).listed_twice).toBe(0);
  }, 120_000);

  it('cannot be told of while the marketplace is away: jobs are made, and wait', async () => {
    const { url } = home.standIn;
    await home.standIn.stop();
    const dry = await town.ask<DryRun>(server, 'POST', '/api/batch-jobs', wish({ dry_run: true }));
    expect(dry.body.accounts[0]).toMatchObject({
      fit: PRODUCTS,
      items: [],
      notices: [expect.stringContaining('could not be verified')],
    });
    const made = await town.ask<Batch>(server, 'POST', '/api/batch-jobs', wish());
    expect(made).toMatchObject({ status: 201, body: { progress: { counts: { failed: 0 } } } });
    expect(await queued()).toBe(PRODUCTS);

    await home.standIn.start(Number(new URL(url).port));
    await town.untilEnded(server, made.body.id, 1);
    expect((await town.effects()).live_listings).toBeGreaterThan(0);
  }, 120_000);
});
