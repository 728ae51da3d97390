import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../support/market-town.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { ebayMarket } from '../support/town-markets.ts';
import { waitFor } from '../support/wait-for.ts';
import { TcpProxy } from './harness/tcp-proxy.ts';
import type { ProxiedLink, Verdict } from './harness/tcp-proxy.ts';

/** Where a process is killed: at something it sends to its database or to the marketplace. */
interface Phase {
  readonly name: string;
  readonly road: 'database' | 'market';
  /** What it sends; a transaction is recognised by a statement in it and struck at its commit. */
  readonly sends: string;
  readonly atCommit?: boolean;
  /** Before what it sent arrives, or when the answer to it is on its way. */
  readonly when: Exclude<Verdict, 'pass'>;
}

const PUBLISHES = '/publish HTTP/1.1';
const PHASES: readonly Phase[] = [
  {
    name: 'before a claim is committed',
    road: 'database',
    sends: 'leased as (',
    atCommit: true,
    when: 'cut_before',
  },
  { name: 'after a claim, before the start', road: 'database', sends: 'claimed as (', when: 'cut_before' },
  {
    name: 'before a start is committed',
    road: 'database',
    sends: 'claimed as (',
    atCommit: true,
    when: 'cut_before',
  },
  {
    name: 'after a start, before the first step',
    road: 'database',
    sends: 'claimed as (',
    atCommit: true,
    when: 'cut_at_answer',
  },
  { name: 'before the call of a step is received', road: 'market', sends: PUBLISHES, when: 'cut_before' },
  { name: 'after the call of a step took effect', road: 'market', sends: PUBLISHES, when: 'cut_at_answer' },
  { name: 'before a step is journalled', road: 'database', sends: '"appended":', when: 'cut_before' },
  { name: 'after a step is journalled', road: 'database', sends: '"appended":', when: 'cut_at_answer' },
  { name: 'before a lease is released', road: 'database', sends: 'kept as (', when: 'cut_before' },
];

describe('a server process that is killed', () => {
  let town: MarketTown;
  let api: ServerProcess;
  let roads: Readonly<Record<Phase['road'], TcpProxy>>;
  let products: readonly number[];
  let armed: Phase | undefined;
  let worker: ServerProcess | undefined;
  const inTransaction = new WeakSet<ProxiedLink>();

  const kill = (): void => worker?.signal('SIGKILL');
  /** Kills the process first: it must not see that its connection ends. */
  const watchOf =
    (road: Phase['road']) =>
    (link: ProxiedLink, chunk: Buffer): Verdict => {
      if (armed?.road !== road) return 'pass';
      const { sends, atCommit = false, when } = armed;
      if (atCommit && chunk.includes(sends)) inTransaction.add(link);
      const strikes = atCommit
        ? inTransaction.has(link) && chunk.includes('commit\0')
        : chunk.includes(sends);
      if (!strikes) return 'pass';
      armed = undefined;
      if (when === 'cut_before') kill();
      return when;
    };

  beforeAll(async () => {
    const market = ebayMarket();
    town = await MarketTown.build(market);
    const portOf = (url: string): number => Number(new URL(url).port);
    roads = {
      database: await TcpProxy.start(() => portOf(town.database.url), watchOf('database'), kill),
      market: await TcpProxy.start(() => portOf(market.standIn.url), watchOf('market'), kill),
    };
    api = await town.startServer({ ROLE: 'api' });
    await town.openShop(api, PHASES.length);
    const rows = await town.look<{ id: string }>('select id from user_1.products order by id');
    products = rows.map(({ id }) => Number(id));
  });
  afterAll(async () => {
    await town.tearDown();
    for (const road of Object.values(roads)) road.stop();
  });

  const startWorker = (): Promise<ServerProcess> => {
    const through = (url: string, road: Phase['road']): string => {
      const changed = new URL(url);
      changed.port = String(roads[road].port);
      return changed.href;
    };
    const market = through(town.standInUrl, 'market').replace(/\/$/, '');
    return town.startServer({
      ROLE: 'worker',
      // Statements that are sent by name show nothing of themselves.
      DB_PREPARED_STATEMENTS: 'false',
      DATABASE_URL: through(town.database.url, 'database'),
      EBAY_API_URL: market,
      EBAY_MEDIA_URL: market,
      EBAY_AUTH_URL: market,
      EBAY_SITE_URL: market,
    });
  };
  const publish = async (product: number): Promise<number> => {
    const body = { marketplace: 'ebay', action_code: 'publish', product_id: product };
    const { status, body: job } = await town.ask<{ id: number }>(api, 'POST', '/api/marketplace/jobs', body);
    expect(status).toBe(201);
    return job.id;
  };
  const untilCompleted = (jobId: number): Promise<unknown> =>
    waitFor(
      async () => {
        const { body } = await town.ask<{ status: string }>(api, 'GET', `/api/marketplace/jobs/${jobId}`);
        if (body.status === 'failed') throw new Error(JSON.stringify(body));
        return body.status === 'completed';
      },
      { what: `job ${jobId} is completed`, timeoutMs: 60_000 },
    );

  it.each(PHASES.map((phase, index) => [phase.name, index] as const))(
    '%s leaves its job to the next, which brings it to one listing',
    async (_name, index) => {
      worker ??= await startWorker();
      armed = PHASES[index];
      const job = await publish(products[index] ?? 0);
      await waitFor(() => worker?.running === false, { what: 'the process is killed' });
      worker = await startWorker();
      await untilCompleted(job);
      expect(await town.effects()).toMatchObject({
        listed_twice: 0,
        orphan_drafts: 0,
        live_listings: index + 1,
      });
      await waitFor(async () => (await town.look('select from public.job_queue')).length === 0, {
        what: 'the pointer is gone',
      });
    },
    120_000,
  );
});
