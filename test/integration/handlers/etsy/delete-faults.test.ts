import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Interference } from '../../../support/recording-proxy/proxy-rule.ts';
import { EtsyBench } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';
import { drafted, listed } from './prepared-shops.ts';

const KINDS = ['live', 'draft', 'unknown'] as const;
type Kind = (typeof KINDS)[number];

const NOTHING_LEFT = { live: 0, drafts: 0, twice: 0, row: 'ended' };
const HISTORY = ['find: done', 'end: done', 'read_back: retry', 'read_back: done', 'save: done'];

describe('ending a listing on Etsy when something goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  async function prepared(kind: Kind): Promise<BenchShop> {
    const shop = await bench.seller();
    if (kind === 'draft') await drafted(bench, shop);
    else await listed(bench, shop);
    if (kind === 'unknown' && shop.listing !== null) {
      shop.remember({ ...shop.listing, status: 'unknown', externalIds: {} });
    }
    return shop;
  }

  async function left(shop: BenchShop, row: string | undefined): Promise<unknown> {
    const { live_listings, orphan_drafts, listed_twice } = await shop.effects();
    return { live: live_listings.length, drafts: orphan_drafts, twice: listed_twice, row };
  }

  const spoils: readonly Interference['do'][] = ['lose_answer', 'error_after', 'fail_before'];

  it.each(KINDS.flatMap((kind) => spoils.map((spoil) => [kind, spoil] as const)))(
    'ends it once (%s) when the network does %s to any one call',
    async (kind, spoil) => {
      const calm = await prepared(kind);
      await calm.deletion().run();
      const calls = bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
      expect(calls.length).toBeGreaterThanOrEqual(3);
      for (const [index, call] of calls.entries()) {
        const shop = await prepared(kind);
        bench.proxy.rule({
          when: index + 1,
          then: spoil === 'delay' ? { do: 'delay', ms: 1 } : { do: spoil },
        });
        const job = shop.deletion();
        const report = await job.run();
        const ending = bench.proxy.calls[index]?.ending;
        expect({
          call,
          ending,
          status: report.status,
          ...((await left(shop, job.listing?.status)) as object),
        }).toEqual({
          call,
          ending: { lose_answer: 'lost', error_after: 'replaced', fail_before: 'never_sent', delay: '' }[
            spoil
          ],
          status: 'completed',
          ...NOTHING_LEFT,
        });
      }
    },
  );

  it.each(KINDS)('ends it once (%s), whichever step loses its outcome to a crash', async (kind) => {
    const shop = await prepared(kind);
    const planned = shop.ending.plan(shop.context('delete'));
    const steps = 'kind' in planned ? [] : planned.map(({ step }) => step);
    expect(steps).toEqual(['find', 'end', 'read_back', 'save']);
    for (const step of steps) {
      const other = await prepared(kind);
      const job = other.deletion({ crashAfter: (task) => task.step === step && task.attempt === 1 });
      const report = await job.run();
      expect({
        step,
        status: report.status,
        ...((await left(other, job.listing?.status)) as object),
      }).toEqual({
        step,
        status: 'completed',
        ...NOTHING_LEFT,
      });
    }
  });

  it.each(['ignored', 'unchanged'] as const)(
    'sends the deactivation again that was answered with success and %s',
    async (fault) => {
      const shop = await prepared('live');
      await bench.control('PUT', 'faults', { script: [{ operation: 'updateListing', fault, nth: 1 }] });
      const job = shop.deletion();
      const report = await job.run();
      expect(report.history).toEqual(HISTORY);
      expect(report.outcomes[2]).toMatchObject({ code: 'etsy.end_not_visible', afterMs: 3_000 });
      expect(await left(shop, job.listing?.status)).toEqual(NOTHING_LEFT);
    },
  );

  it.each(['active', 'draft'] as const)(
    'ends again what reads back as %s after the call that ended it',
    async (state) => {
      const shop = await prepared('live');
      const id = String(shop.listing?.externalIds['listing_id']);
      const execute = shop.ending.executeTask.bind(shop.ending);
      shop.ending.executeTask = async (task, context) => {
        const isFirst = task.step === 'read_back' && task.attempt === 1;
        if (isFirst) await bench.control('PUT', `listings/${id}`, { state });
        return execute(task, context);
      };
      const job = shop.deletion();
      const report = await job.run();
      expect(report.history).toEqual(HISTORY);
      expect(await left(shop, job.listing?.status)).toEqual(NOTHING_LEFT);
    },
  );

  it('never says that it ended while Etsy shows it for sale', async () => {
    const shop = await prepared('live');
    await bench.control('PUT', 'faults', { script: [{ operation: 'updateListing', fault: 'ignored' }] });
    const job = shop.deletion({ maxAttempts: 3 });
    const report = await job.run();
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ code: 'etsy.end_not_visible', actor: 'marketplace' });
    expect(job.listing?.status).toBe('unknown');

    await bench.control('DELETE', 'faults');
    expect((await job.run()).status).toBe('completed');
    expect(await left(shop, job.listing?.status)).toEqual(NOTHING_LEFT);
  });

  it('leaves no row that says live when it fails after a call that took effect, so that publishing lists it', async () => {
    const shop = await prepared('live');
    await bench.control('PUT', 'faults', {
      script: [
        { operation: 'updateListing', fault: 'lose_answer', nth: 1 },
        ...[2, 3, 4].map((nth) => ({ operation: 'getListing', fault: 'error_before', nth })),
      ],
    });
    const failed = shop.deletion({ maxAttempts: 3 });
    expect((await failed.run()).status).toBe('failed');
    expect(await left(shop, failed.listing?.status)).toEqual({ ...NOTHING_LEFT, row: 'unknown' });

    await bench.control('DELETE', 'faults');
    shop.remember(failed.listing);
    const again = shop.job();
    expect((await again.run()).status).toBe('completed');
    expect(await left(shop, again.listing?.status)).toEqual({ live: 1, drafts: 0, twice: 0, row: 'live' });
    expect((await shop.effects()).listing_fees.count).toBe(1);
  });

  it.each([
    ['live', 'updateListing'],
    ['draft', 'deleteListing'],
  ] as const)(
    'waits at no cost for a limit, and a little for another writer (%s, %s)',
    async (kind, operation) => {
      const shop = await prepared(kind);
      await bench.control('PUT', 'faults', {
        script: [
          { operation, fault: 'rate_limited', nth: 1, retry_after: 7 },
          { operation, fault: 'concurrent', nth: 2 },
        ],
      });
      const job = shop.deletion({ maxAttempts: 2 });
      const report = await job.run();
      expect(report.outcomes.filter(({ kind: outcome }) => outcome === 'retry')).toEqual([
        expect.objectContaining({ code: 'etsy.rate_limited', afterMs: 7_000, costsAttempt: false }),
        expect.objectContaining({ code: 'etsy.busy', afterMs: 2_000 }),
      ]);
      expect(await left(shop, job.listing?.status)).toEqual(NOTHING_LEFT);
    },
  );

  it.each(['live', 'draft'] as const)(
    'waits while Etsy itself edits the listing (%s), and ends it after that',
    async (kind) => {
      const shop = await prepared(kind);
      const id = String(shop.listing?.externalIds['listing_id']);
      await bench.control('PUT', `listings/${id}`, { hold: 'edit' });
      const job = shop.deletion({ maxAttempts: 2 });
      expect((await job.run()).failure).toMatchObject({ kind: 'retry', code: 'etsy.busy' });
      await bench.control('PUT', `listings/${id}`, { hold: 'none' });
      expect((await job.run()).status).toBe('completed');
      expect(await left(shop, job.listing?.status)).toEqual(NOTHING_LEFT);
    },
  );

  it('tells the seller that Etsy has frozen the listing, and leaves it', async () => {
    const shop = await prepared('live');
    await bench.control('PUT', `listings/${shop.listing?.externalIds['listing_id']}`, { hold: 'frozen' });
    const job = shop.deletion();
    expect((await job.run()).failure).toMatchObject({ code: 'etsy.frozen', actor: 'seller' });
    expect(job.listing?.status).toBe('live');
  });

  it.each(KINDS)('ends it (%s), whatever the seed of a bad day', async (kind) => {
    let faults = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const shop = await prepared(kind);
      await bench.control('PUT', 'faults', {
        plan: {
          seed: `end-${seed}`,
          rates: {
            lose_answer: 0.08,
            error_after: 0.07,
            error_before: 0.07,
            reset_before: 0.05,
            rate_limited: 0.06,
            concurrent: 0.06,
            ignored: 0.05,
            empty_answer: 0.04,
          },
          operations: ['getListing', 'getListingsByShop', 'updateListing', 'deleteListing'],
          max_consecutive: 3,
        },
      });
      const job = shop.deletion({ maxAttempts: 15 });
      const report = await job.run();
      faults += report.outcomes.filter(({ kind: outcome }) => outcome !== 'done').length;
      await bench.control('DELETE', 'faults');
      expect({
        seed,
        status: report.status,
        ...((await left(shop, job.listing?.status)) as object),
      }).toEqual({ seed, status: 'completed', ...NOTHING_LEFT });
    }
    expect(faults).toBeGreaterThan(5);
  });
});
