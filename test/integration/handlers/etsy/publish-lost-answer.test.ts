import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Interference } from '../../../support/recording-proxy/proxy-rule.ts';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

const CREATE = /^\/v3\/application\/shops\/\d+\/listings$/;

describe('publishing on Etsy when one call is spoilt', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  /** The calls of an undisturbed run, so that a new call is never forgotten here. */
  async function recordedCalls(): Promise<readonly string[]> {
    const shop = await bench.seller();
    await shop.job().run();
    return bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
  }

  const spoils: readonly (readonly [string, Interference])[] = [
    ['loses the answer of', { do: 'lose_answer' }],
    ['answers 500 after doing', { do: 'error_after' }],
    ['cuts the connection before', { do: 'fail_before' }],
  ];

  it.each(spoils)('lists once when the network %s any one call', async (_name, then) => {
    const calls = await recordedCalls();
    expect(calls.length).toBeGreaterThanOrEqual(14);
    for (const [index, call] of calls.entries()) {
      const shop = await bench.seller();
      bench.proxy.rule({ when: index + 1, then });
      const report = await shop.job().run();
      const spoilt = bench.proxy.calls[index]?.ending;
      // Etsy ends a refresh token with its first use: a new pair whose answer is lost is lost for good.
      const isRefresh = call.includes('/oauth/token') && then.do !== 'fail_before';
      expect({ call, spoilt, status: report.status, ...(await shop.outcome()) }).toEqual({
        call,
        spoilt: { lose_answer: 'lost', error_after: 'replaced', fail_before: 'never_sent', delay: '' }[
          then.do
        ],
        status: isRefresh ? 'held' : 'completed',
        ...(isRefresh ? { listed_twice: 0, orphan_drafts: 0, live: 0, fees: 0, shown: 0 } : LISTED_ONCE),
      });
    }
  });

  it('creates and activates once, having looked first, when both answers are lost', async () => {
    const shop = await bench.seller();
    // The first update brings the adopted draft up to date, the second makes it live.
    await bench.control('PUT', 'faults', {
      script: [
        { operation: 'createDraftListing', fault: 'lose_answer' },
        { operation: 'updateListing', fault: 'lose_answer', nth: 2 },
      ],
    });
    const report = await shop.job().run();
    expect(report.status).toBe('completed');
    expect(report.history).toEqual(
      expect.arrayContaining([
        'create_draft: unknown',
        'create_draft: reconciled done',
        'activate: unknown',
        'activate: reconciled done',
      ]),
    );
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
    const { calls } = await shop.effects();
    expect(calls['createDraftListing']).toBe(1);
  });

  it('never sends a create again before it has looked among drafts and live listings', async () => {
    const shop = await bench.seller();
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && CREATE.test(path),
      then: { do: 'fail_before' },
      times: 1,
    });
    await shop.job().run();
    const calls = bench.proxy.calls
      .filter(({ path }) => CREATE.test(path.split('?')[0] ?? ''))
      .map(({ method, path }) => `${method} ${/state=(\w+)/.exec(path)?.[1] ?? ''}`);
    expect(calls).toEqual(['POST ', 'GET draft', 'GET active', 'POST ']);
  });

  it('asks for the pictures before it repeats an upload, and does not upload twice', async () => {
    const shop = await bench.seller();
    bench.proxy.rule({
      when: ({ method, path }) => method === 'POST' && path.endsWith('/images'),
      then: { do: 'lose_answer' },
    });
    const report = await shop.job().run();
    expect(report.status).toBe('completed');
    const { images } = await shop.effects();
    expect(images).toEqual({ created: 2, orphaned: 0 });
  });

  it('waits for an answer no longer than the step may take', async () => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'createDraftListing', fault: 'hang', nth: 1 }],
    });
    // Long enough for an ordinary call on a busy machine, and nothing next to how long the answer hangs.
    const report = await shop.job({ stepTimeoutMs: 2000 }).run();
    expect(report.status).toBe('completed');
    expect(report.history).toContain('create_draft: unknown');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });
});
