import { readFile } from 'node:fs/promises';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged, unmeasured } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { benchWorld } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { rateOf, verify } from './usual-jobs.ts';

const MANY = { usual: 300, long: 1000 };
const FEW = 16;
/** Each tenant's, where there are many. */
const JOBS = 4;

/**
 * The rate with hundreds of tenants that each have a few jobs, beside that with as many jobs of a few: whatever PostgreSQL has
 * to plan and to remember for each tenant shows here.
 */
export const manyTenants: Benchmark = {
  name: 'many_tenants',
  async run({ rounds, long }): Promise<Findings> {
    const size = long ? MANY.long : MANY.usual;
    const world = await benchWorld({ tenants: size, lanes: 1 });
    try {
      const many = { tenants: world.tenants, lanes: 1, jobsPerLane: JOBS };
      const few = {
        tenants: world.tenants.slice(0, FEW),
        lanes: 1,
        jobsPerLane: Math.round((size * JOBS) / FEW),
      };
      const rates = await interleave(rounds, {
        many: () => rateOf(world, many),
        few: () => rateOf(world, few),
      });
      const turns = rounds + 1;
      await verify(world, { ...few, jobsPerLane: turns * (few.jobsPerLane + JOBS) });
      await verify(world, { ...many, tenants: world.tenants.slice(FEW), jobsPerLane: turns * JOBS });
      const note = `${size} tenants with ${JOBS} jobs each; reference: as many jobs of ${FEW} tenants; ${rounds} rounds`;
      return {
        lead: judged(
          {
            value: median(rates.many),
            unit: 'jobs/s',
            spread: spread(rates.many),
            reference: median(rates.few),
            note,
          },
          { of: 'ratio', atLeast: 0.5 },
        ),
        parts: { backends: await memoryOfBackends(world) },
      };
    } finally {
      await world.close();
    }
  },
};

/** What the database's processes that serve the instance hold for themselves. */
async function memoryOfBackends({ observer }: BenchWorld): Promise<Figure> {
  const { rows } = await observer.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name like 'stoflow-%'`,
  );
  try {
    const kB = await Promise.all(
      rows.map(async ({ pid }) => {
        const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
        const found = /^Pss_Anon: +(\d+) kB$/m.exec(rollup)?.[1];
        if (found === undefined) throw new Error('the process tells no memory of its own');
        return Number(found);
      }),
    );
    const value = kB.reduce((sum, each) => sum + each, 0) / 1024;
    return judged({
      value,
      unit: 'MiB',
      note: `memory of ${kB.length} processes of the database, afterwards`,
    });
  } catch {
    return unmeasured('the system does not tell the memory of processes under /proc');
  }
}
