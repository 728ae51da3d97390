import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged, judgedByAny, unmeasured } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { quantile, spread } from '../frame/statistics.ts';
import { INSTALL_PEERS, peerProgram, peersAreInstalled } from '../throughput/peer-program.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { worldOn } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { furtherDatabase } from '../world/further-database.ts';
import { SteadyLoad } from './steady-load.ts';
import { postToStart } from './post-to-start.ts';
import { startWaits } from './start-waits.ts';

const PER_ROUND = 50;
const LANES = 16;
/** Jobs that are run to find out how many make a full load. */
const JOBS_FOR_CAPACITY = 320;
const TARGET_MS = { p50: 2, p99: 10 };

/** Waits of one round, of ours or of the engine beside it. */
interface Waits {
  readonly idle: readonly number[];
  readonly loaded: readonly number[];
}

/** Those of the engine beside it, and the jobs per second that were half of what it can do. */
interface PeerWaits extends Waits {
  readonly perSecond?: number;
}

/** From the commit that enqueues a job to the beginning of its first step: on an idle instance, and at half load. */
export const enqueueToStart: Benchmark = {
  name: 'enqueue_to_start_ms',
  async run({ rounds }): Promise<Findings> {
    const postgres = await benchPostgres();
    try {
      const database = await benchDatabase(postgres.url, { tenants: 2, lanes: LANES });
      const world = await worldOn(database, 'worker');
      let found: Readonly<Record<'ours' | 'theirs' | 'likeTheirs', readonly Waits[]>>;
      let theirLoad: number | undefined;
      try {
        found = await interleave(rounds, {
          ours: () => ours(world),
          theirs: async (round) => {
            const theirs = await graphileWorker(world, round);
            theirLoad = theirs.perSecond;
            return theirs;
          },
          likeTheirs: () => oursAt(world, theirLoad),
        });
      } finally {
        await world.close();
      }
      const posts = await benchDatabase(await furtherDatabase(postgres.url, 'posts'), {
        tenants: 1,
        lanes: 1,
      });
      const overHttp = await postToStart(posts, PER_ROUND * 2, PER_ROUND);
      const figure = (share: number, load: keyof Waits, target: number): Figure =>
        beside(
          share,
          found.ours.flatMap((each) => each[load]),
          found.theirs.flatMap((each) => each[load]),
          target,
        );
      const atTheirLoad = (share: number, target: number): Figure => {
        if (theirLoad === undefined) return unmeasured(`graphile-worker is not installed (${INSTALL_PEERS})`);
        return beside(
          share,
          found.likeTheirs.flatMap((each) => each.loaded),
          found.theirs.flatMap((each) => each.loaded),
          target,
          `, at ${Math.round(theirLoad)} jobs/s, half of what it can do`,
        );
      };
      const note = `${overHttp.length} requests one after the other on the whole program, idle`;
      return {
        lead: figure(0.5, 'idle', TARGET_MS.p50),
        parts: {
          idle_p99: figure(0.99, 'idle', TARGET_MS.p99),
          half_load_p50: figure(0.5, 'loaded', TARGET_MS.p50),
          half_load_p99: figure(0.99, 'loaded', TARGET_MS.p99),
          peer_load_p50: atTheirLoad(0.5, TARGET_MS.p50),
          peer_load_p99: atTheirLoad(0.99, TARGET_MS.p99),
          post_to_start_p50: judged({
            value: quantile(overHttp, 0.5),
            unit: 'ms',
            spread: spread(overHttp),
            note,
          }),
          post_to_start_p99: judged({ value: quantile(overHttp, 0.99), unit: 'ms', note }),
        },
      };
    } finally {
      await postgres.stop();
    }
  },
};

async function ours(world: BenchWorld): Promise<Waits> {
  const { quiet, busy } = tenantsOf(world);
  const idle = await startWaits(world, quiet, { samples: PER_ROUND });
  const load = await SteadyLoad.half(world, busy, LANES, JOBS_FOR_CAPACITY);
  return { idle, loaded: await load.during(() => startWaits(world, quiet, { samples: PER_ROUND })) };
}

/** Ours with the load that is half of what the engine beside it can do. */
async function oursAt(world: BenchWorld, perSecond: number | undefined): Promise<Waits> {
  if (perSecond === undefined) return { idle: [], loaded: [] };
  const { quiet, busy } = tenantsOf(world);
  const load = new SteadyLoad(world, busy, LANES, perSecond);
  return { idle: [], loaded: await load.during(() => startWaits(world, quiet, { samples: PER_ROUND })) };
}

/** Whose jobs are measured, and who makes the load. */
function tenantsOf({ tenants: [quiet, busy] }: BenchWorld): Readonly<Record<'quiet' | 'busy', TenantRef>> {
  if (quiet === undefined || busy === undefined) throw new Error('there are two tenants');
  return { quiet, busy };
}

/** The same of an engine that wakes its worker in the same way, where it is installed. */
async function graphileWorker(world: BenchWorld, round: number): Promise<PeerWaits> {
  if (!peersAreInstalled()) return { idle: [], loaded: [] };
  return peerProgram<PeerWaits>(world.url, `latency_${round}`, 'graphile-latency.mjs', [String(PER_ROUND)]);
}

function beside(
  share: number,
  ours: readonly number[],
  theirs: readonly number[],
  target: number,
  atLoad = '',
): Figure {
  const engine =
    theirs.length > 0
      ? 'reference: graphile-worker'
      : `no reference: graphile-worker is not installed (${INSTALL_PEERS})`;
  return judgedByAny(
    {
      value: quantile(ours, share),
      unit: 'ms',
      spread: spread(ours),
      ...(theirs.length > 0 && { reference: quantile(theirs, share) }),
      note: `${ours.length} jobs one after the other; ${engine}${atLoad}`,
    },
    { of: 'value', atMost: target },
    { of: 'ratio', atMost: 1 },
  );
}
