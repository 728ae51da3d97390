import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';
import type { BenchSeller } from './ebay-bench.ts';

describe('ending a listing on eBay that is not what StoFlow remembers', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterEach(() => bench.control('PUT', 'options', { repeated_withdraw: 25713 }));
  afterAll(() => bench.stop());

  const withdrawals = async (seller: BenchSeller): Promise<number> =>
    (await seller.effects()).calls['withdrawOffer'] ?? 0;
  /** Leaves of a live listing only that there was one. */
  const forget = (seller: BenchSeller): void => {
    seller.listing = seller.listing && { ...seller.listing, status: 'unknown', externalIds: {} };
  };

  it('is done where the seller has withdrawn the offer', async () => {
    const seller = await bench.seller();
    const { listing_id, offer_id } = await seller.publish();
    await seller.onEbay('POST', `offer/${offer_id}/withdraw`);
    const job = seller.deletion();
    expect((await job.run()).result).toMatchObject({ offer_id, status: 'ended' });
    expect(job.listing).toMatchObject({ status: 'ended', externalIds: { listing_id } });
    expect(await withdrawals(seller)).toBe(1);
  });

  it.each(['offer/', 'inventory_item/'])('is done where the seller has deleted %s', async (what) => {
    const seller = await bench.seller();
    const { ebay_sku, offer_id } = await seller.publish();
    await seller.onEbay('DELETE', what + (what === 'offer/' ? offer_id : ebay_sku));
    const job = seller.deletion();
    expect((await job.run()).status).toBe('completed');
    expect(job.listing?.status).toBe('ended');
    expect(await withdrawals(seller)).toBe(0);
  });

  it.each([
    ['ended', false],
    ['sold', true],
  ])('saves as %s what was ended on the site that way', async (status, sold) => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    await bench.control('POST', `listings/${listing_id}/end`, { sold });
    const job = seller.deletion();
    expect((await job.run()).result).toMatchObject({ listing_id, status });
    expect(job.listing).toMatchObject({ status, externalIds: { listing_id } });
    expect(await withdrawals(seller)).toBe(0);
  });

  it('saves as sold what sells between finding it and ending it', async () => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    const job = seller.deletion();
    const { deleter } = seller;
    const execute = deleter.executeTask.bind(deleter);
    deleter.executeTask = async (task, context) => {
      if (task.step === 'withdraw_offer') {
        await bench.control('POST', `listings/${listing_id}/end`, { sold: true });
      }
      return execute(task, context);
    };
    expect((await job.run()).result).toMatchObject({ listing_id, status: 'sold' });
    expect(await withdrawals(seller)).toBe(0);
  });

  it('finds by its SKU the listing of which no id is known, and ends it', async () => {
    const seller = await bench.seller();
    const ids = await seller.publish();
    forget(seller);
    const job = seller.deletion();
    expect((await job.run()).result).toMatchObject({ listing_id: ids['listing_id'], status: 'ended' });
    expect(job.listing?.externalIds).toMatchObject({ listing_id: ids['listing_id'] });
    expect((await seller.effects()).live_listings).toEqual([]);
  });

  it('is done where nothing is found by the SKU', async () => {
    const seller = await bench.seller();
    const { offer_id } = await seller.publish();
    await seller.onEbay('DELETE', `offer/${offer_id}`);
    forget(seller);
    const job = seller.deletion();
    expect((await job.run()).result).toEqual({ listing_id: null, offer_id: null, status: 'ended' });
    expect(job.listing?.status).toBe('ended');
  });

  it('leaves alone what the SKU has on another site', async () => {
    const seller = await bench.seller();
    await seller.publish();
    forget(seller);
    seller.account = {
      ...seller.account,
      settings: { ...seller.account.settings, marketplace_id: 'EBAY_DE' },
    };
    expect((await seller.deletion().run()).result).toMatchObject({ status: 'ended' });
    expect((await seller.effects()).live_listings).toHaveLength(1);
  });

  it('ends what eBay shows in its search only after the first look', async () => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    forget(seller);
    const { inventory } = seller;
    let looks = 0;
    const offersOf = inventory.offersOf.bind(inventory);
    inventory.offersOf = async (caller, sku) => ((looks += 1) === 1 ? [] : offersOf(caller, sku));
    const job = seller.deletion();
    expect((await job.run()).result).toMatchObject({ listing_id, status: 'ended' });
    expect((await seller.effects()).live_listings).toEqual([]);
  });

  it('uses the SKU of the time of publishing', async () => {
    const seller = await bench.seller();
    const { ebay_sku = '' } = await seller.publish();
    seller.listing = seller.listing && { ...seller.listing, externalIds: { ebay_sku } };
    seller.product = { ...seller.product, sku: 'RENAMED-1' };
    expect((await seller.deletion().run()).status).toBe('completed');
    expect((await seller.effects()).live_listings).toEqual([]);
  });

  it.each([25002, 25713])('reads what a refusal by %d means', async (number) => {
    await bench.control('PUT', 'options', { repeated_withdraw: number });
    const seller = await bench.seller();
    await seller.publish();
    const { inventory } = seller;
    const withdraw = inventory.withdrawOffer.bind(inventory);
    // A gateway on the way that sends a request twice.
    inventory.withdrawOffer = async (caller, offerId) => {
      await withdraw(caller, offerId);
      await withdraw(caller, offerId);
    };
    const report = await seller.deletion().run();
    expect(report.result).toMatchObject({ status: 'ended' });
    expect(bench.proxy.calls.filter(({ answer }) => answer?.status === 400)).toHaveLength(1);
  });
});
