import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('ending a listing on eBay when eBay says no', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it.each([
    [25713, 'ebay.offer_unavailable'],
    [25002, 'ebay.user_error'],
  ])('does not take %d for an end while eBay still shows the listing', async (number, code) => {
    const seller = await bench.seller();
    await seller.publish();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'withdrawOffer', fault: 'refuse', nth: 1, error_id: number }],
    });
    const job = seller.deletion();
    const refused = await job.run();
    expect(refused.failure).toMatchObject({ code, actor: 'seller' });
    expect(job.effects).toEqual([]);
    expect((await seller.effects()).live_listings).toHaveLength(1);

    expect((await job.run()).status).toBe('completed');
    expect((await seller.effects()).live_listings).toEqual([]);
  });

  it('never says ended while eBay shows the listing, whatever it answered', async () => {
    const seller = await bench.seller();
    await seller.publish();
    seller.inventory.withdrawOffer = () => Promise.resolve();
    const job = seller.deletion({ maxAttempts: 3 });
    const report = await job.run();
    expect(report).toMatchObject({ status: 'failed', failure: { code: 'ebay.listing_still_shown' } });
    expect(report.outcomes.at(-1)).toMatchObject({ kind: 'retry', afterMs: 3_000 });
    // Nor does anybody take it for live until somebody has looked again.
    expect(job.listing?.status).toBe('unknown');
  });

  it('asks for the site where the account has lost it', async () => {
    const seller = await bench.seller();
    await seller.publish();
    const { marketplace_id: _site, ...settings } = seller.account.settings;
    seller.account = { ...seller.account, settings };
    const report = await seller.deletion().run();
    expect(report.failure).toMatchObject({
      code: 'ebay.setting_missing',
      actor: 'seller',
      fields: [{ field: 'account.settings.marketplace_id' }],
    });
    expect(bench.proxy.calls).toHaveLength(0);
  });

  it('holds the account when the seller has withdrawn the consent', async () => {
    const seller = await bench.seller();
    await seller.publish();
    await bench.control('POST', `accounts/${seller.account.externalId}/revoke`);
    const report = await seller.deletion({ maxAttempts: 1 }).run();
    expect(report.status).toBe('held');
    expect(report.failure).toMatchObject({ code: 'ebay.reauth_needed' });
  });
});
