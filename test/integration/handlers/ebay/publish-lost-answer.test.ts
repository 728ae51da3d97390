import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Interference } from '../../../support/recording-proxy/proxy-rule.ts';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay when one call is spoilt', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  /** The calls of an undisturbed run, so that a new call is never forgotten here. */
  async function recordedCalls(): Promise<readonly string[]> {
    const seller = await bench.seller();
    await seller.job().run();
    return bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
  }

  const spoils: readonly (readonly [string, Interference])[] = [
    ['loses the answer of', { do: 'lose_answer' }],
    ['answers 500 after doing', { do: 'error_after' }],
    ['cuts the connection before', { do: 'fail_before' }],
  ];

  it.each(spoils)('lists once when the network %s any one call', async (_name, then) => {
    const calls = await recordedCalls();
    expect(calls.length).toBeGreaterThanOrEqual(7);
    for (const [index, call] of calls.entries()) {
      const seller = await bench.seller();
      bench.proxy.rule({ when: index + 1, then });
      const report = await seller.job().run();
      const spoilt = bench.proxy.calls[index]?.ending;
      const { listed_twice, orphan_drafts, offers, live_listings } = await seller.effects();
      expect({ call, spoilt, status: report.status, listed_twice, orphan_drafts, offers }).toEqual({
        call,
        spoilt: { lose_answer: 'lost', error_after: 'replaced', fail_before: 'never_sent', delay: '' }[
          then.do
        ],
        status: 'completed',
        listed_twice: 0,
        orphan_drafts: 0,
        offers: 1,
      });
      expect(live_listings.map(({ listing_id }) => listing_id)).toEqual([report.result['listing_id']]);
    }
  });

  it('creates and publishes once, having looked first, when both answers are lost', async () => {
    const seller = await bench.seller();
    const isCreate = { method: 'POST', path: '/sell/inventory/v1/offer' };
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && (path === isCreate.path || path.endsWith('/publish')),
      then: { do: 'lose_answer' },
    });
    const report = await seller.job().run();
    expect(report.status).toBe('completed');
    expect(report.history).toEqual(
      expect.arrayContaining([
        'create_offer: unknown',
        'create_offer: reconciled done',
        'publish_offer: unknown',
        'publish_offer: reconciled done',
      ]),
    );
    const { calls } = await seller.effects();
    expect([calls['createOffer'], calls['publishOffer']]).toEqual([1, 1]);
  });

  it('never sends a create again before it has looked', async () => {
    const seller = await bench.seller();
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && path === '/sell/inventory/v1/offer',
      then: { do: 'fail_before' },
      times: 1,
    });
    await seller.job().run();
    const offerCalls = bench.proxy.calls
      .filter(({ path }) => /\/offer(\?|$)/.test(path))
      .map(({ method }) => method);
    expect(offerCalls).toEqual(['POST', 'GET', 'POST']);
  });

  it('waits for an answer no longer than the step may take', async () => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'createOffer', fault: 'hang', nth: 1 }],
    });
    const report = await seller.job({ stepTimeoutMs: 400 }).run();
    expect(report.status).toBe('completed');
    expect(report.history).toContain('create_offer: unknown');
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });
});
