import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { benchWorld } from './bench-world.ts';
import type { BenchWorld } from './bench-world.ts';
import { USUAL_SIZE, fiveTaskRound } from './five-task-jobs.ts';
import { quantile } from './measurement.ts';
import type { Benchmark, Figure } from './measurement.ts';

/** The engines' programs and their own lockfile; compiled files lie in `dist/test/bench`. */
const FOLDER = join(import.meta.dirname, '../../../test/bench/peers');
const JOBS = 300;
const TIMEOUT_MS = 60_000;

/** An engine, what it is asked to do, and how many times its rate ours is to be; only told where absent. */
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
  async run(rounds): Promise<Readonly<Record<string, Figure>>> {
    install();
    const world = await benchWorld(USUAL_SIZE);
    const ours: number[] = [];
    const theirs = new Map<Peer, number[]>(PEERS.map((peer) => [peer, []]));
    try {
      await fiveTaskRound(world);
      for (let round = 1; round <= rounds; round += 1) {
        ours.push(await fiveTaskRound(world));
        for (const [peer, rates] of theirs) rates.push(await measure(world, peer, round));
      }
    } finally {
      await world.close();
    }
    const rate = quantile(ours, 0.5);
    return Object.fromEntries(
      [...theirs].map(([{ name, target }, rates]) => [
        `ratio_to_${name}`,
        {
          value: Number((rate / quantile(rates, 0.5)).toFixed(2)),
          unit: 'times',
          note: `ours ${Math.round(rate)}, theirs ${Math.round(quantile(rates, 0.5))} jobs/s (${rates.map(Math.round).join(', ')})${target === undefined ? '' : `; wanted ${target}`}`,
        },
      ]),
    );
  },
};

/** Their packages are nobody's dependency but of this measurement. */
function install(): void {
  if (existsSync(join(FOLDER, 'node_modules'))) return;
  const { status } = spawnSync('npm', ['ci'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci in ${FOLDER} ended with ${String(status)}`);
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
