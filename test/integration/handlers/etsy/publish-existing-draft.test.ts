import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';

const isCreate = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && /\/listings$/.test(path);

describe('publishing on Etsy when there may be a draft already', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterEach(() => bench.control('PUT', 'options', { index_lag_ms: 0 }));
  afterAll(() => bench.stop());

  /** What a job leaves whose create was answered, and everything after it refused. */
  async function abandoned(shop: BenchShop): Promise<void> {
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'updateListingInventory', fault: 'refuse' }],
    });
    const job = shop.job();
    expect((await job.run()).status).toBe('failed');
    shop.remember(job.listing);
    await bench.control('DELETE', 'faults');
  }

  it('goes on with the draft that an earlier job has left, with the content wanted now', async () => {
    const shop = await bench.seller();
    await abandoned(shop);
    shop.product = { ...shop.product, price: '52.00', title: 'Robe longue en soie' };
    expect((await shop.job().run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
    const { live_listings, calls } = await shop.effects();
    expect(live_listings[0]).toMatchObject({ title: 'Robe longue en soie', price: '52.00' });
    expect(calls['createDraftListing']).toBe(1);
  });

  it('makes a new draft where the earlier one was deleted on Etsy', async () => {
    const shop = await bench.seller();
    shop.remember({
      id: 1,
      status: 'draft',
      externalIds: { listing_id: '987654321' },
      url: null,
      fingerprint: null,
      shown: {},
    });
    expect((await shop.job().run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });

  it('finds its draft although the seller has changed the title and the price meanwhile', async () => {
    const shop = await bench.seller();
    bench.proxy.rule({ when: isCreate, then: { do: 'lose_answer' }, times: 1 });
    const reconcile = shop.handler.reconcile.bind(shop.handler);
    shop.handler.reconcile = (task, context) => {
      shop.product = { ...shop.product, title: 'Autre robe', price: '60.00' };
      return reconcile(task, { ...context, product: shop.product });
    };
    expect((await shop.job().run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });

  it.each(['L\'été & "lui" <3', 'Soie &amp; lin', '  Deux   espaces  '])(
    'finds its draft and reads it back, whatever is in its title: %s',
    async (title) => {
      const shop = await bench.seller({ title });
      bench.proxy.rule({ when: isCreate, then: { do: 'lose_answer' }, times: 1 });
      const report = await shop.job().run();
      expect(report.failure).toBeUndefined();
      expect(report.history).toContain('create_draft: reconciled done');
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
    },
  );

  it('adopts no draft that belongs to another product, whatever its title', async () => {
    const other = await bench.seller();
    await abandoned(other);
    bench.proxy.reset();
    const twin = other;
    const taken = String(other.listing?.externalIds['listing_id']);
    twin.remember(null);
    twin.linked.add(taken);
    bench.proxy.rule({ when: isCreate, then: { do: 'fail_before' }, times: 1 });
    const report = await twin.job().run();
    expect(report.history).toContain('create_draft: reconciled absent');
    expect(report.status).toBe('completed');
    expect(report.result['listing_id']).not.toBe(taken);
  });

  it('leaves its draft to a product that looks alike and was faster, and makes another', async () => {
    const shop = await bench.seller();
    shop.twins = 1;
    const report = await shop.job().run();
    expect(report.history.slice(1, 4)).toEqual([
      'create_draft: unknown',
      'create_draft: reconciled absent',
      'create_draft: done',
    ]);
    expect(report.status).toBe('completed');
    const [taken] = shop.linked;
    expect(report.result['listing_id']).not.toBe(taken);
    // The twin's draft is the twin's to publish.
    expect(await shop.outcome()).toMatchObject({ live: 1, orphan_drafts: 1, fees: 1 });
  });

  it('keeps the oldest of two drafts and asks the seller about the other', async () => {
    const shop = await bench.seller();
    await abandoned(shop);
    const first = String(shop.listing?.externalIds['listing_id']);
    shop.remember(null);
    bench.proxy.rule({ when: isCreate, then: { do: 'lose_answer' }, times: 1 });
    const job = shop.job();
    const report = await job.run();
    expect(report.result['listing_id']).toBe(first);
    expect(job.effects.filter(({ type }) => type === 'pending_action')).toEqual([
      expect.objectContaining({
        code: 'etsy.duplicate_drafts',
        details: { kept: first, others: [expect.stringMatching(/^\d+$/)] },
      }),
    ]);
    expect(await shop.outcome()).toMatchObject({ live: 1, orphan_drafts: 1, fees: 1 });
  });

  it('does not believe a list that lags: the look before the settle time finds nothing, the one after it does', async () => {
    await bench.control('PUT', 'options', { index_lag_ms: 600 });
    const shop = await bench.seller();
    const settled = Date.now() + 700;
    bench.proxy.rule({ when: isCreate, then: { do: 'lose_answer' }, times: 1 });
    const reconcile = shop.handler.reconcile.bind(shop.handler);
    const looks: string[] = [];
    // As the program does it: absent is believed only after the settle time.
    shop.handler.reconcile = async (task, context) => {
      for (;;) {
        const found = await reconcile(task, context);
        looks.push(found.kind);
        if (found.kind !== 'absent' || Date.now() > settled) return found;
      }
    };
    expect((await shop.job().run()).status).toBe('completed');
    expect([looks[0], looks.at(-1)]).toEqual(['absent', 'done']);
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });
});
