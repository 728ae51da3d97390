import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged, unmeasured } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { benchWorld } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { drain, fill, verify } from './usual-jobs.ts';
import type { Workload } from './usual-jobs.ts';

/** The engines' programs and their own lockfile; compiled files lie in `dist/test/bench/throughput`. */
const FOLDER = join(import.meta.dirname, '../../../../test/bench/peers');
const JOBS = 300;
const TIMEOUT_MS = 60_000;

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
    if (!existsSync(join(FOLDER, 'node_modules'))) {
      return { lead: unmeasured('the engines are not installed: npm ci --prefix test/bench/peers') };
    }
    const world = await benchWorld({ tenants: 4, lanes: 4 });
    try {
      const workload = { tenants: world.tenants, lanes: 4, jobsPerLane: Math.ceil(JOBS / 16) };
      const { ours, ...theirs } = await interleave(rounds, {
        ours: () => ourRate(world, workload),
        ...Object.fromEntries(PEERS.map((peer) => [peer.name, (n: number) => measure(world, peer, n)])),
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

async function ourRate(world: BenchWorld, workload: Workload): Promise<number> {
  const jobs = await fill(world, workload);
  const startedAt = performance.now();
  await drain(world, workload);
  const rate = jobs / ((performance.now() - startedAt) / 1000);
  await verify(world, workload);
  await world.clear();
  return rate;
}

async function measure(world: BenchWorld, peer: Peer, round: number): Promise<number> {
  const database = `peer_${peer.name}_${round}`;
  await world.database.query(`create database ${database}`);
  const url = new URL(world.url);
  url.pathname = `/${database}`;
  const args = [join(FOLDER, peer.program), url.href, String(JOBS), ...peer.args];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: TIMEOUT_MS });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  await world.database.query(`drop database ${database} with (force)`);
  return (JSON.parse(last) as { jobs_per_second: number }).jobs_per_second;
}
