import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../support/market-town.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { ebayMarket } from '../support/town-markets.ts';
import { waitFor } from '../support/wait-for.ts';

const PRODUCTS = 16;
/** Long enough for calls that outlast the time to drain. */
const LEASE = { LEASE_SECONDS: '60' };
/** A call of the marketplace, where the test is that nobody waits for it. */
const SLOW_MS = 15_000;

interface JobRow {
  readonly status: string;
  readonly attempts: number;
  readonly waiting_for: string | null;
}

describe('a server that is told to stop in the middle of a batch', () => {
  let town: MarketTown;

  beforeEach(async () => {
    town = await MarketTown.build(ebayMarket());
  });
  afterEach(() => town.tearDown());

  /** A server with jobs under way, and what it had finished. */
  const busy = async (
    latencyMs: number,
    drainSeconds: string,
  ): Promise<{ readonly server: ServerProcess; readonly batchId: number }> => {
    const server = await town.startServer({ ...LEASE, DRAIN_SECONDS: drainSeconds });
    const batchId = await town.submitBatch(server, PRODUCTS);
    await town.untilEnded(server, batchId, 1);
    await town.tellStandIn('/_control/options', { latency_ms: latencyMs });
    const calls = async (): Promise<number> =>
      Object.values((await town.effects()).calls).reduce((sum, count) => sum + count, 0);
    const before = await calls();
    await waitFor(async () => (await calls()) > before, { what: 'slow calls are under way' });
    return { server, batchId };
  };
  const ready = async (server: ServerProcess): Promise<string> => {
    const answer = await fetch(`${server.url}/health/ready`).catch(() => undefined);
    return answer === undefined
      ? 'closed'
      : (((await answer.json()) as { code?: string; status: string }).code ?? 'ok');
  };
  /** What a handed-back job looks like: nobody holds it, nothing was counted against it. */
  const expectHandedBack = async (): Promise<void> => {
    const jobs = await town.look<JobRow>('select status, attempts, waiting_for from user_1.marketplace_jobs');
    expect(jobs).toHaveLength(PRODUCTS);
    expect(jobs.some(({ status }) => status === 'pending')).toBe(true);
    expect(jobs.filter(({ status }) => !['pending', 'completed'].includes(status))).toEqual([]);
    expect(jobs.filter(({ status, attempts }) => status === 'pending' && attempts !== 0)).toEqual([]);
    const pointers = await town.look<{ state: string; recoveries: number }>(
      `select state, recoveries, owner from public.job_queue where state = 'leased' or recoveries > 0 or owner is not null`,
    );
    expect(pointers).toEqual([]);
    expect(await town.look('select running from public.lanes')).toEqual([{ running: 0 }]);
    expect(await town.look('select id from public.instances')).toEqual([]);
  };
  const finishesElsewhere = async (batchId: number): Promise<void> => {
    await town.tellStandIn('/_control/options', { latency_ms: 0 });
    const second = await town.startServer(LEASE);
    await town.untilEnded(second, batchId, PRODUCTS);
    expect(await town.batch(second, batchId)).toMatchObject({
      progress: { counts: { completed: PRODUCTS } },
    });
    expect(await town.effects()).toMatchObject({
      listed_twice: 0,
      orphan_drafts: 0,
      live_listings: PRODUCTS,
    });
  };

  it('is not ready at once, lets steps end, hands its jobs back without an attempt, and ends with 0', async () => {
    const { server, batchId } = await busy(400, '20');
    const end = server.end('SIGTERM');
    await waitFor(async () => (await ready(server)) !== 'ok', { what: 'not ready' });
    expect(['health.stopping', 'closed']).toContain(await ready(server));
    const startedAt = performance.now();
    expect(await end).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    await expectHandedBack();
    // A step that could end was let end: nothing has to be looked up.
    expect(
      await town.look(`select id from user_1.marketplace_tasks where status in ('unknown', 'processing')`),
    ).toEqual([]);
    await finishesElsewhere(batchId);
  }, 120_000);

  it('breaks off what is still under way when its time is over, and what was broken off is looked up', async () => {
    const { server, batchId } = await busy(SLOW_MS, '0.3');
    const startedAt = performance.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(SLOW_MS);
    await expectHandedBack();
    await finishesElsewhere(batchId);
  }, 120_000);

  it('ends at once when it is told a second time', async () => {
    const { server } = await busy(SLOW_MS, '60');
    server.signal('SIGTERM');
    await waitFor(async () => (await ready(server)) === 'health.stopping', { what: 'it is about to end' });
    const startedAt = performance.now();
    expect(await server.end('SIGTERM')).toBe(1);
    expect(performance.now() - startedAt).toBeLessThan(SLOW_MS);
  });
});
