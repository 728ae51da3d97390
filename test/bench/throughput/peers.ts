import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged, unmeasured } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { benchWorld } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { measuredRound } from './measured-round.ts';
import { INSTALL_PEERS, peerProgram, peersAreInstalled } from './peer-program.ts';
import { drain } from './usual-jobs.ts';

const JOBS = 304;

/** An engine, what it is asked to do, and how many times its rate ours is to be; only told where there is no target. */
interface Peer {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly target?: number;
}

const PEERS: readonly Peer[] = [
  { name: 'dbos', program: 'dbos.mjs', args: [], target: 5 },
  { name: 'bullmq', program: 'bullmq.mjs', args: [], target: 1.5 },
  { name: 'graphile_worker_chain', program: 'graphile-worker.mjs', args: ['chain'], target: 4 },
  { name: 'pg_boss_chain', program: 'pg-boss.mjs', args: [], target: 4 },
  { name: 'graphile_worker_inserts', program: 'graphile-worker.mjs', args: ['inserts'] },
];

/** Five durable steps a job, by us and by the engines people use, in turn on one server with the same pool. */
export const peers: Benchmark = {
  name: 'peers',
  async run({ rounds }): Promise<Findings> {
    if (!peersAreInstalled()) return { lead: unmeasured(`the engines are not installed: ${INSTALL_PEERS}`) };
    const world = await benchWorld({ tenants: 4, lanes: 4 });
    try {
      const workload = { tenants: world.tenants, lanes: 4, jobsPerLane: Math.ceil(JOBS / 16) };
      const { ours, ...theirs } = await interleave(rounds, {
        ours: async () => (await measuredRound(world, workload, () => drain(world, workload))).rate,
        // Each run is a new process, which a round before cannot warm up.
        ...Object.fromEntries(
          PEERS.map((peer) => [peer.name, async (n: number) => (n === 0 ? 0 : measure(world, peer, n))]),
        ),
      });
      const rates = new Map(Object.entries<readonly number[]>(theirs));
      return {
        lead: judged({
          value: median(ours),
          unit: 'jobs/s',
          spread: spread(ours),
          note: `ours; ${rounds} rounds of ${JOBS} jobs of five steps in turn with each engine`,
        }),
        parts: Object.fromEntries(
          PEERS.map((peer) => [peer.name, beside(peer, ours, rates.get(peer.name) ?? [])]),
        ),
      };
    } finally {
      await world.close();
    }
  },
};

/** Our rate beside an engine's. */
function beside(peer: Peer, ours: readonly number[], theirs: readonly number[]): Figure {
  const note = `theirs ${theirs.map(Math.round).join(', ')} jobs/s`;
  const measured = { value: median(ours), unit: 'jobs/s', reference: median(theirs), note };
  return peer.target === undefined
    ? judged(measured)
    : judged(measured, { of: 'ratio', atLeast: peer.target });
}

async function measure(world: BenchWorld, { name, program, args }: Peer, round: number): Promise<number> {
  const found = await peerProgram<{ readonly jobs_per_second: number }>(
    world.url,
    `peer_${name}_${round}`,
    program,
    [String(JOBS), ...args],
  );
  return found.jobs_per_second;
}
