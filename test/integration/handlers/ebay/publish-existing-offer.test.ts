import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay when the offer exists already', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterEach(() => bench.control('PUT', 'options', { index_lag_ms: 0, republish: 'same_listing' }));
  afterAll(() => bench.stop());

  it('adopts an offer nobody remembers, and gives it the wanted content', async () => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'publishOffer', fault: 'refuse', nth: 1, error_id: 25026 }],
    });
    expect((await seller.job().run()).failure).toMatchObject({ code: 'ebay.selling_limit', actor: 'seller' });

    seller.product = { ...seller.product, price: '52.00' };
    const again = await seller.job().run();
    expect(again.status).toBe('completed');
    expect(await (await fetch(String(again.result['url']))).text()).toContain('52.00 EUR');
    const { offers, calls } = await seller.effects();
    expect([offers, calls['updateOffer']]).toEqual([1, 1]);
  });

  it('adopts the listing when all of it was published by a job nobody remembers', async () => {
    const seller = await bench.seller();
    const first = await seller.job().run();
    const second = await seller.job().run();
    expect(second.result).toEqual(first.result);
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });

  it('adopts it as well where eBay answers a repeated publish with a conflict', async () => {
    await bench.control('PUT', 'options', { republish: 'conflict' });
    const seller = await bench.seller();
    const first = await seller.job().run();
    const second = await seller.job().run();
    expect(second.failure).toBeUndefined();
    expect(second.result).toEqual(first.result);
  });

  it('is not misled by an offer that eBay has created and does not show yet', async () => {
    await bench.control('PUT', 'options', { index_lag_ms: 60_000 });
    const seller = await bench.seller();
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && path === '/sell/inventory/v1/offer',
      then: { do: 'lose_answer' },
      times: 1,
    });
    const report = await seller.job().run();
    expect(report.status).toBe('completed');
    expect(report.history).toContain('create_offer: reconciled absent');
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });
});
