import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

describe('publishing on Etsy when it answers with success and does nothing', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it.each(['ignored', 'unchanged'] as const)(
    'activates again after it has looked, where the activation was %s',
    async (fault) => {
      const shop = await bench.seller();
      await bench.control('PUT', 'faults', { script: [{ operation: 'updateListing', fault, nth: 1 }] });
      const report = await shop.job().run();
      expect(report.status).toBe('completed');
      expect(report.history).toEqual(
        expect.arrayContaining(['activate: unknown', 'activate: reconciled absent', 'activate: done']),
      );
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
    },
  );

  it('sends SKU, price and quantity again before it pays, where they were ignored', async () => {
    const shop = await bench.seller({ quantity: 2 });
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'updateListingInventory', fault: 'ignored', nth: 1 }],
    });
    expect((await shop.job().run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
    expect((await shop.effects()).live_listings[0]).toMatchObject({ sku: 'DRESS-1', quantity: 2 });
  });

  it('never ends well while Etsy shows something else than was sent', async () => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'updateListingInventory', fault: 'ignored' }],
    });
    const report = await shop.job({ maxAttempts: 2 }).run();
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ code: 'etsy.read_back_differs', actor: 'marketplace' });
    expect(report.failure?.message).toContain('sku');
  });

  it('never ends well while Etsy does not show the listing as active', async () => {
    const shop = await bench.seller();
    const job = shop.job({ maxAttempts: 2, crashAfter: () => false });
    const handler = shop.handler;
    const execute = handler.executeTask.bind(handler);
    handler.executeTask = async (task, context) => {
      if (task.step === 'read_back') {
        const listingId = String(context.results['create_draft']?.['listing_id']);
        await bench.control('PUT', `listings/${listingId}`, { state: 'inactive' });
      }
      return execute(task, context);
    };
    const report = await job.run();
    expect(report.failure).toMatchObject({ code: 'etsy.listing_not_visible' });
    expect(job.listing?.status).toBe('unknown');
  });

  it.each(['createDraftListing', 'uploadListingImage'] as const)(
    'looks again where the answer of %s is empty',
    async (operation) => {
      const shop = await bench.seller();
      await bench.control('PUT', 'faults', { script: [{ operation, fault: 'empty_answer', nth: 1 }] });
      expect((await shop.job().run()).status).toBe('completed');
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
    },
  );

  it('takes a page for people as no answer of the API', async () => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [
        { operation: 'getListingsByShop', fault: 'html_page', nth: 1 },
        { operation: 'createDraftListing', fault: 'lose_answer', nth: 1 },
      ],
    });
    const report = await shop.job().run();
    expect({ status: report.status, ...(await shop.outcome()) }).toEqual({
      status: 'completed',
      ...LISTED_ONCE,
    });
  });
});
