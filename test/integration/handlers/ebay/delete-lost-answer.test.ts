import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Interference } from '../../../support/recording-proxy/proxy-rule.ts';
import { EbayBench } from './ebay-bench.ts';

const isWithdraw = ({ path }: { readonly path: string }): boolean => path.endsWith('/withdraw');

describe('ending a listing on eBay when one call is spoilt', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const spoils: readonly (readonly [string, Interference])[] = [
    ['loses the answer of', { do: 'lose_answer' }],
    ['answers 500 after doing', { do: 'error_after' }],
    ['cuts the connection before', { do: 'fail_before' }],
  ];

  it.each(spoils)('ends it when the network %s any one call', async (_name, then) => {
    const undisturbed = await bench.seller();
    await undisturbed.publish();
    await undisturbed.deletion().run();
    const calls = bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
    expect(calls).toHaveLength(4);
    for (const [index, call] of calls.entries()) {
      const seller = await bench.seller();
      await seller.publish();
      bench.proxy.rule({ when: index + 1, then });
      const job = seller.deletion();
      const report = await job.run();
      const { live_listings, withdrawn_offers, offers, items } = await seller.effects();
      expect({
        call,
        ending: bench.proxy.calls[index]?.ending,
        status: report.status,
        listing: job.listing?.status,
        live: live_listings.length,
        withdrawn_offers,
        offers,
        items,
      }).toEqual({
        call,
        ending: { lose_answer: 'lost', error_after: 'replaced', fail_before: 'never_sent', delay: '' }[
          then.do
        ],
        status: 'completed',
        listing: 'ended',
        live: 0,
        withdrawn_offers: 1,
        offers: 1,
        items: 1,
      });
    }
  });

  it('withdraws once, having looked, when the answer is lost', async () => {
    const seller = await bench.seller();
    await seller.publish();
    bench.proxy.rule({ when: isWithdraw, then: { do: 'lose_answer' } });
    const job = seller.deletion();
    const report = await job.run();
    expect(report.history).toEqual([
      'find_offer: done',
      'withdraw_offer: unknown',
      'withdraw_offer: reconciled done',
      'read_back: done',
      'save: done',
    ]);
    expect((await seller.effects()).calls['withdrawOffer']).toBe(1);
    expect(job.effects).toMatchObject([{ status: 'unknown' }, { status: 'ended' }]);
  });

  it('waits for an answer no longer than the step may take', async () => {
    const seller = await bench.seller();
    await seller.publish();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'withdrawOffer', fault: 'hang', nth: 1 }],
    });
    const report = await seller.deletion({ stepTimeoutMs: 400 }).run();
    expect(report.status).toBe('completed');
    expect(report.history).toContain('withdraw_offer: unknown');
    expect((await seller.effects()).live_listings).toEqual([]);
  });

  it('leaves alone the listing that was made while nobody knew whether the first had ended', async () => {
    const seller = await bench.seller();
    const { listing_id, offer_id } = await seller.publish();
    bench.proxy.rule({ when: isWithdraw, then: { do: 'lose_answer' }, times: 1 });
    const { deleter } = seller;
    const reconcile = deleter.reconcile.bind(deleter);
    deleter.reconcile = async (task, context) => {
      await seller.onEbay('POST', `offer/${offer_id}/publish`);
      return reconcile(task, context);
    };
    const report = await seller.deletion().run();
    expect(report.failure).toMatchObject({ code: 'ebay.listed_anew', actor: 'seller' });
    const { live_listings, calls } = await seller.effects();
    expect(live_listings.map((live) => live.listing_id === listing_id)).toEqual([false]);
    expect(calls['withdrawOffer']).toBe(1);
  });
});
