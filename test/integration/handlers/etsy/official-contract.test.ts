import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { Contracts } from '../../../support/contracts.ts';
import { ShopDesk } from './account/shop-desk.ts';
import { EtsyBench } from './etsy-bench.ts';
import { drafted, listed } from './prepared-shops.ts';

describe('requests to Etsy', () => {
  const contracts = Contracts.open();
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('are what the official contract asks for, where it is at hand', async () => {
    // Checked at the end: compiling the contract takes so long that idle connections would be closed meanwhile.
    const calls: (typeof bench.proxy.calls)[number][] = [];
    const keepAll = (): void => {
      expect(bench.proxy.calls.length).toBeGreaterThan(0);
      calls.push(...bench.proxy.calls);
    };

    const shop = await bench.seller();
    const job = shop.job();
    await job.run();
    shop.remember(job.listing);
    const [first] = shop.product.pictures;
    shop.product = { ...shop.product, price: '41.00', pictures: first === undefined ? [] : [first] };
    expect((await shop.job().run()).status).toBe('completed');
    await shop.adapter.verify(tenantRef(1), shop.account, AbortSignal.timeout(5_000));
    keepAll();

    const unlucky = await bench.seller({
      madeYear: 2003,
      attributes: { etsy_tags: ['soie', "années 2000's"] },
    });
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && !path.includes('/oauth/'),
      then: { do: 'lose_answer' },
    });
    expect((await unlucky.job().run()).status).toBe('completed');
    keepAll();

    const updating = await bench.seller({ attributes: { etsy_tags: ['soie'] } });
    await listed(bench, updating);
    const [picture] = updating.product.pictures;
    updating.product = {
      ...updating.product,
      title: 'Robe longue',
      price: '39.90',
      quantity: 2,
      colour: 'Rouge',
      material: null,
      attributes: {},
      pictures: [
        { url: `${bench.standIn.url}/pictures/DRESS1-9.png` },
        ...(picture === undefined ? [] : [picture]),
      ],
    };
    expect((await updating.update().run()).status).toBe('completed');
    keepAll();

    const relisting = await bench.seller();
    await listed(bench, relisting);
    expect((await relisting.relist().run()).status).toBe('completed');
    keepAll();

    const ending = await bench.seller();
    await listed(bench, ending);
    expect((await ending.deletion().run()).status).toBe('completed');
    keepAll();

    const draft = await bench.seller();
    await drafted(bench, draft);
    const { listing } = draft;
    draft.remember(listing === null ? null : { ...listing, status: 'unknown', externalIds: {} });
    expect((await draft.deletion().run()).status).toBe('completed');
    keepAll();

    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({ count: 2 });
    desk.known = [desk.knows(1_900_000_000)];
    await desk.sell([id ?? 0]);
    for (const action of ['sync', 'sync_orders', 'import', 'check_connection'] as const) {
      expect((await desk.job(action).run()).status).toBe('completed');
    }
    keepAll();

    const problems: string[] = [];
    for (const call of calls) {
      const verdict = await contracts?.check(call);
      problems.push(...(verdict?.request ?? []).map((text) => `${call.method} ${call.path}: ${text}`));
    }
    if (contracts !== undefined) process.stdout.write(`${contracts.report()}\n`);
    expect(problems).toEqual([]);
  });
});
