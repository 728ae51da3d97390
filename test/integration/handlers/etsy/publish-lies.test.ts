import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';

/** Somebody changes the price behind our back. */
async function otherPrice(bench: EtsyBench, shop: BenchShop, listingId: unknown): Promise<void> {
  const none = (): never => {
    throw new Error('the token has expired');
  };
  const token = await shop.tokens.accessToken(tenantRef(1), 5, none, { signal: AbortSignal.timeout(5_000) });
  const { readiness_state_id, api_key } = shop.opened;
  const offering = { price: 99, quantity: 1, is_enabled: true, readiness_state_id };
  const product = { sku: shop.product.sku, property_values: [], offerings: [offering] };
  const answer = await fetch(`${bench.standIn.url}/v3/application/listings/${String(listingId)}/inventory`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-api-key': api_key, authorization: `Bearer ${token}` },
    body: JSON.stringify({ products: [product] }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

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

  it('pays no fee while Etsy does not show what it was sent', async () => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'updateListingInventory', fault: 'ignored' }],
    });
    const job = shop.job({ maxAttempts: 2 });
    const report = await job.run();
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ code: 'etsy.change_not_visible', actor: 'marketplace' });
    expect(report.failure?.message).toContain('sku');
    expect(await shop.outcome()).toMatchObject({ live: 0, fees: 0 });

    await bench.control('DELETE', 'faults');
    expect((await job.run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });

  it('never ends well while Etsy shows something else than was sent', async () => {
    const shop = await bench.seller();
    const handler = shop.handler;
    const execute = handler.executeTask.bind(handler);
    handler.executeTask = async (task, context) => {
      if (task.step === 'read_back')
        await otherPrice(bench, shop, context.results['create_draft']?.['listing_id']);
      return execute(task, context);
    };
    const report = await shop.job({ maxAttempts: 2 }).run();
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ code: 'etsy.read_back_differs', actor: 'marketplace' });
    expect(report.failure?.message).toContain('price');
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
