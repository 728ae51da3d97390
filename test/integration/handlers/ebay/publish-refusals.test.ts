import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay when eBay says no', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('names the account setting when the policy belongs to no policy of this site, and lists after the correction', async () => {
    const seller = await bench.seller();
    const { settings } = seller.account;
    seller.account = { ...seller.account, settings: { ...settings, fulfillment_policy_id: '999999' } };
    const job = seller.job();
    const refused = await job.run();
    expect(refused.status).toBe('failed');
    expect(refused.failure?.code).toBe('ebay.policy_missing');
    expect(refused.failure?.actor).toBe('seller');
    expect(refused.failure?.fields?.[0]?.field).toMatch(/^account\.settings/);
    expect(refused.failure?.original).toMatchObject({ errors: expect.any(Array) });

    seller.account = { ...seller.account, settings };
    const corrected = await job.run();
    expect(corrected.failure).toBeUndefined();
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1, orphan_drafts: 0 });
  });

  it('refuses before any call what the rules already know, with every wrong field', async () => {
    const seller = await bench.seller({ brand: null, price: '0.50', pictures: [] });
    const report = await seller.job().run();
    expect(report.failure).toMatchObject({ code: 'ebay.not_ready', actor: 'seller' });
    expect(report.failure?.fields?.map(({ field }) => field)).toEqual(['brand', 'pictures', 'price']);
    expect(bench.proxy.calls).toHaveLength(0);
  });

  it('holds the account when the seller has withdrawn the consent', async () => {
    const seller = await bench.seller();
    await bench.control('POST', `accounts/${seller.account.externalId}/revoke`);
    const report = await seller.job({ maxAttempts: 1 }).run();
    expect(report.status).toBe('held');
    expect(report.failure).toMatchObject({
      code: 'ebay.reauth_needed',
      holds: { hold: 'reauth', status: 'needs_reauth' },
      costsAttempt: false,
    });
    expect(await seller.effects()).toMatchObject({ offers: 0, items: 0 });
  });

  it('points at the picture that cannot be fetched', async () => {
    const seller = await bench.seller();
    const [first] = seller.product.pictures;
    if (first === undefined) throw new Error('no picture');
    seller.product = { ...seller.product, pictures: [first, { url: `${bench.standIn.url}/pictures/none` }] };
    const report = await seller.job().run();
    expect(report.status).toBe('failed');
    expect(report.failure?.fields).toEqual([
      expect.objectContaining({ field: 'pictures[1].url', code: 'picture.not_found' }),
    ]);
  });

  it('never keeps a token in what it reports', async () => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'createOffer', fault: 'refuse', nth: 1, error_id: 25003 }],
    });
    const report = await seller.job().run();
    expect(report.failure).toMatchObject({ code: 'ebay.price_invalid' });
    expect(report.failure?.fields).toEqual([expect.objectContaining({ field: 'price' })]);
    const sent = bench.proxy.calls.map(({ headers }) => (headers.authorization ?? '').replace(/^\w+ /, ''));
    const told = JSON.stringify(report);
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter((secret) => secret !== '' && told.includes(secret))).toEqual([]);
  });
});
