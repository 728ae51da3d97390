import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Contracts } from '../../../support/contracts.ts';
import { AccountBench, skus } from './account-bench.ts';

describe('requests about a whole eBay account, and the answers to them', () => {
  const contracts = Contracts.open();
  let bench: AccountBench;
  beforeAll(async () => {
    bench = await AccountBench.start();
  });
  afterAll(() => bench.stop());

  it('are what the official contracts ask for, where these are at hand', async () => {
    const seller = await bench.seller();
    const [first, second] = await seller.list(...skus(27));
    await bench.control('POST', `listings/${first?.listingId}/end`, { by_ebay: true });
    await bench.control('PUT', 'options', { sold_out: 'hidden' });
    const orderId = await seller.buy([{ listing_id: second?.listingId ?? '' }], { paid: false });
    await seller.item('NOOFFER');
    const { listings, next } = await seller.listings.page(seller.context(), null);
    expect(listings).toHaveLength(25);
    await seller.listings.page(seller.context(), next);
    const ids = { listing_id: 'gone', offer_id: first?.offerId ?? '' };
    expect(await seller.listings.confirm(seller.context(), [ids])).toHaveLength(1);
    await seller.orders.page(seller.context(), new Date(Date.now() - 60_000), null);
    await bench.control('POST', `orders/${orderId}/cancel`);
    await seller.orders.page(seller.context(), new Date(Date.now() - 60_000), null);

    expect(bench.proxy.calls.length).toBeGreaterThan(30);
    const problems: string[] = [];
    for (const call of bench.proxy.calls) {
      const verdict = await contracts?.check(call);
      const found = [...(verdict?.request ?? []), ...(verdict?.answer ?? [])];
      problems.push(...found.map((text) => `${call.method} ${call.path}: ${text}`));
    }
    if (contracts !== undefined) process.stdout.write(`${contracts.report()}\n`);
    expect(problems).toEqual([]);
  });
});
