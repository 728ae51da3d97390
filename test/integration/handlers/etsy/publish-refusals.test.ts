import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

describe('publishing on Etsy when Etsy says no', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterEach(() => bench.control('PUT', 'options', { refusal_shape: 'text' }));
  afterAll(() => bench.stop());

  it.each(['text', 'object', 'list', 'bare_text'] as const)(
    'names the account setting that is wrong, in whichever shape Etsy says it (%s), and lists after the correction',
    async (shape) => {
      await bench.control('PUT', 'options', { refusal_shape: shape });
      const shop = await bench.seller();
      const { settings } = shop.account;
      shop.account = { ...shop.account, settings: { ...settings, shipping_profile_id: 999 } };
      const job = shop.job();
      const refused = await job.run();
      expect(refused.status).toBe('failed');
      expect(refused.failure).toMatchObject({ code: 'etsy.policy_missing', actor: 'seller' });
      expect(refused.failure?.fields?.map(({ field }) => field)).toEqual([
        'account.settings.shipping_profile_id',
      ]);
      expect(refused.failure?.original).toMatchObject({
        status: expect.any(Number),
        request_uuid: expect.any(String),
      });

      shop.account = { ...shop.account, settings };
      const corrected = await job.run();
      expect(corrected.failure).toBeUndefined();
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
    },
  );

  it('refuses before any call what the rules already know, with every wrong field', async () => {
    const shop = await bench.seller({ madeYear: 2019, price: '0.00', pictures: [] });
    const report = await shop.job().run();
    expect(report.failure).toMatchObject({ code: 'etsy.not_ready', actor: 'seller' });
    expect(report.failure?.fields?.map(({ field }) => field)).toEqual(['pictures', 'price', 'made_year']);
    expect(bench.proxy.calls).toHaveLength(0);
  });

  it('refuses to go live in another currency where the account did not know the shop’s', async () => {
    const shop = await bench.seller({}, { currency: 'USD' });
    const { currency: _unknown, ...settings } = shop.account.settings;
    shop.account = { ...shop.account, settings };
    const report = await shop.job().run();
    expect(report.failure).toMatchObject({ code: 'etsy.currency_mismatch', actor: 'seller' });
    expect(report.failure?.fields?.map(({ field }) => field)).toEqual(['currency']);
    expect(await shop.outcome()).toMatchObject({ live: 0, fees: 0 });
  });

  it('goes live after the seller has corrected what kept it from that, with one draft', async () => {
    const shop = await bench.seller({}, { shipping_profile_complete: false });
    const job = shop.job();
    const refused = await job.run();
    expect(refused.failure).toMatchObject({ actor: 'seller' });
    expect(refused.failure?.fields?.[0]?.field).toBe('account.settings.shipping_profile_id');
    expect(await shop.outcome()).toMatchObject({ live: 0, fees: 0, orphan_drafts: 1 });
  });

  it('says that a frozen listing is for the seller to look at', async () => {
    const shop = await bench.seller();
    const execute = shop.handler.executeTask.bind(shop.handler);
    shop.handler.executeTask = async (task, context) => {
      if (task.step === 'activate') {
        const listingId = String(context.results['create_draft']?.['listing_id']);
        await bench.control('PUT', `listings/${listingId}`, { hold: 'frozen' });
      }
      return execute(task, context);
    };
    const report = await shop.job().run();
    expect(report.failure).toMatchObject({ code: 'etsy.frozen', actor: 'seller' });
  });

  it('holds the account when the seller has withdrawn the consent', async () => {
    const shop = await bench.seller();
    await bench.control('POST', `accounts/${shop.opened.account}/revoke`);
    const report = await shop.job({ maxAttempts: 1 }).run();
    expect(report.status).toBe('held');
    expect(report.failure).toMatchObject({
      code: 'etsy.reauth_needed',
      holds: { hold: 'reauth', status: 'needs_reauth' },
      costsAttempt: false,
    });
    expect(await shop.outcome()).toMatchObject({ live: 0, orphan_drafts: 0 });
  });

  it('holds the account when the consent does not cover publishing', async () => {
    const shop = await bench.seller({}, { scopes: ['listings_r', 'shops_r'] });
    const report = await shop.job({ maxAttempts: 1 }).run();
    expect({ status: report.status, code: report.failure?.code }).toEqual({
      status: 'held',
      code: 'etsy.consent_insufficient',
    });
  });

  it('points at the picture that cannot be fetched', async () => {
    const shop = await bench.seller();
    const [first] = shop.product.pictures;
    if (first === undefined) throw new Error('no picture');
    shop.product = { ...shop.product, pictures: [first, { url: `${bench.standIn.url}/pictures/none` }] };
    const report = await shop.job().run();
    expect(report.status).toBe('failed');
    expect(report.failure?.fields).toEqual([
      expect.objectContaining({ field: 'pictures[1].url', code: 'picture.not_found' }),
    ]);
  });

  it('never keeps a token or the application’s secret in what it reports', async () => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'createDraftListing', fault: 'refuse_list', nth: 1 }],
    });
    const report = await shop.job().run();
    expect(report.status).toBe('failed');
    const sent = bench.proxy.calls.flatMap(({ headers }) => [
      (headers.authorization ?? '').replace(/^\w+ /, ''),
      String(headers['x-api-key'] ?? '').split(':')[1] ?? '',
    ]);
    const told = JSON.stringify(report);
    expect(sent.filter((secret) => secret !== '').length).toBeGreaterThan(3);
    expect(sent.filter((secret) => secret !== '' && told.includes(secret))).toEqual([]);
  });
});
