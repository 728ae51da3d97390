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
    const problems: string[] = [];
    const checkAll = async (): Promise<void> => {
      for (const call of bench.proxy.calls) {
        const verdict = await contracts?.check(call);
        problems.push(...(verdict?.request ?? []).map((text) => `${call.method} ${call.path}: ${text}`));
      }
      expect(bench.proxy.calls.length).toBeGreaterThan(0);
    };

    const shop = await bench.seller();
    const job = shop.job();
    await job.run();
    shop.remember(job.listing);
    const [first] = shop.product.pictures;
    shop.product = { ...shop.product, price: '41.00', pictures: first === undefined ? [] : [first] };
    expect((await shop.job().run()).status).toBe('completed');
    await shop.adapter.verify(tenantRef(1), shop.account, AbortSignal.timeout(5_000));
    await checkAll();

    const unlucky = await bench.seller({
      madeYear: 2003,
      attributes: { etsy_tags: ['soie', "années 2000's"] },
    });
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && !path.includes('/oauth/'),
      then: { do: 'lose_answer' },
    });
    expect((await unlucky.job().run()).status).toBe('completed');
    await checkAll();

    const ending = await bench.seller();
    await listed(bench, ending);
    expect((await ending.deletion().run()).status).toBe('completed');
    await checkAll();

    const draft = await bench.seller();
    await drafted(bench, draft);
    const { listing } = draft;
    draft.remember(listing === null ? null : { ...listing, status: 'unknown', externalIds: {} });
    expect((await draft.deletion().run()).status).toBe('completed');
    await checkAll();

    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({ count: 2 });
    desk.known = [desk.knows(1_900_000_000)];
    await desk.sell([id ?? 0]);
    for (const action of ['sync', 'sync_orders', 'import', 'check_connection'] as const) {
      expect((await desk.job(action).run()).status).toBe('completed');
    }
    await checkAll();

    if (contracts !== undefined) process.stdout.write(`${contracts.report()}\n`);
    expect(problems).toEqual([]);
  });
});
