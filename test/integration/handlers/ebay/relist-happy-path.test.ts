import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';
import type { BenchSeller } from './ebay-bench.ts';

describe('listing anew on eBay', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const live = async (seller: BenchSeller): Promise<readonly string[]> =>
    (await seller.effects()).live_listings.map(({ listing_id }) => listing_id);

  it('ends the listing and publishes the same offer under a new number', async () => {
    const seller = await bench.seller();
    const old = await seller.publish();
    const job = seller.relisting();
    const report = await job.run();
    expect(report.failure).toBeUndefined();
    expect(report.result).toMatchObject({
      old_listing_id: old['listing_id'],
      offer_id: old['offer_id'],
      status: 'live',
    });
    expect(report.result['listing_id']).not.toBe(old['listing_id']);
    expect(await live(seller)).toEqual([report.result['listing_id']]);
    const { offers, ended_listings, calls } = await seller.effects();
    expect([offers, ended_listings]).toEqual([1, 1]);
    expect([calls['withdrawOffer'], calls['publishOffer'], calls['createOffer']]).toEqual([1, 2, 1]);
  });

  it('saves the old listing as ended before it tells of the new one, which is live once it was read back', async () => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    const job = seller.relisting();
    const report = await job.run();
    const told = job.effects.flatMap((effect) =>
      effect.type === 'listing' ? [`${effect.status} ${effect.externalIds?.['listing_id'] ?? ''}`] : [],
    );
    const now = String(report.result['listing_id']);
    expect(told).toEqual(['unknown ', `ended ${listing_id}`, 'unknown ', `unknown ${now}`, `live ${now}`]);
    expect(job.listing?.shown).toMatchObject({ title: 'Manteau en laine', price: '45.00', quantity: '1' });
  });

  it("publishes today's product", async () => {
    const seller = await bench.seller();
    await seller.publish();
    seller.product = { ...seller.product, title: 'Manteau neuf', price: '39.90' };
    const { result } = await seller.relisting().run();
    const page = await (await fetch(String(result['url']))).text();
    expect(page).toContain('Manteau neuf');
    expect(page).toContain('39.90 EUR');
  });

  it('lists under the new SKU what was renamed', async () => {
    const seller = await bench.seller();
    await seller.publish();
    seller.product = { ...seller.product, sku: 'RENAMED1' };
    const { status } = await seller.relisting().run();
    expect(status).toBe('completed');
    const { live_listings } = await seller.effects();
    expect(live_listings.map(({ sku }) => sku)).toEqual(['RENAMED1']);
  });

  it('tells what it costs', async () => {
    const seller = await bench.seller();
    expect(seller.relister.notices().join(' ')).toMatch(/age and its watchers are lost/);
  });

  it.each([
    ['sold', true],
    ['ended', false],
  ])('withdraws and publishes nothing where the listing was %s', async (status, sold) => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    await bench.control('POST', `listings/${listing_id}/end`, { sold });
    const job = seller.relisting();
    const report = await job.run();
    expect(report).toMatchObject({ status: 'completed', result: { listing_id, status } });
    expect(job.listing).toMatchObject({ status, externalIds: { listing_id } });
    const { calls } = await seller.effects();
    expect([calls['withdrawOffer'], calls['publishOffer']]).toEqual([undefined, 1]);
  });

  it.each(['withdraw_offer', 'upload_picture:1'])(
    'lists nothing again that sells just before %s',
    async (before) => {
      const seller = await bench.seller();
      const { listing_id } = await seller.publish();
      const { relister } = seller;
      const execute = relister.executeTask.bind(relister);
      relister.executeTask = async (task, context) => {
        if (task.step === before) await bench.control('POST', `listings/${listing_id}/end`, { sold: true });
        return execute(task, context);
      };
      const job = seller.relisting();
      expect((await job.run()).result).toMatchObject({ listing_id, status: 'sold' });
      expect(job.listing?.status).toBe('sold');
      expect(await live(seller)).toEqual([]);
    },
  );

  it('goes on with publishing where publishing was refused, without ending anything twice', async () => {
    const seller = await bench.seller();
    await seller.publish();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'publishOffer', fault: 'refuse', nth: 1, error_id: 25026 }],
    });
    const job = seller.relisting();
    expect((await job.run()).failure).toMatchObject({ code: 'ebay.selling_limit' });
    seller.listing = job.listing;
    expect((await job.run()).status).toBe('completed');
    expect(job.listing?.status).toBe('live');
    expect(await live(seller)).toHaveLength(1);
    expect((await seller.effects()).calls['withdrawOffer']).toBe(1);
  });
});
