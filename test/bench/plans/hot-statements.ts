import { MikroORM } from '@mikro-orm/postgresql';
import { fillLargeTenant } from '../../support/large-tenant.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { drain, fill } from '../throughput/usual-jobs.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { worldOn } from '../world/bench-world.ts';
import { EXPLAINING, ExecutedPlans } from './executed-plans.ts';
import type { ExecutedPlan } from './executed-plans.ts';

const ACCOUNTS = 20;
const STORED = { usual: 100_000, long: 1_000_000 };
const JOBS_PER_LANE = 40;

/** Prints `EXPLAIN (ANALYZE, BUFFERS)` of every statement that running jobs executes, as it was executed, in a large tenant. */
export const hotStatements: Benchmark = {
  name: 'hot_statements',
  onDemand: true,
  async run({ long }): Promise<Findings> {
    const postgres = await benchPostgres(EXPLAINING);
    try {
      const database = await benchDatabase(postgres.url, { tenants: 1, lanes: 0 });
      const [tenant] = database.tenants;
      if (tenant === undefined) throw new Error('there is no tenant');
      const jobs = long ? STORED.long : STORED.usual;
      await fillLargeTenant(postgres.url, tenant, {
        jobs,
        accounts: ACCOUNTS,
        marketplaces: ['idle', 'idle'],
      });
      const world = await worldOn(database, 'worker');
      try {
        // What the large tenant has scheduled for next year is in nobody's way, and in the tables.
        const workload = { tenants: [tenant], lanes: ACCOUNTS, jobsPerLane: JOBS_PER_LANE };
        const plans = await ExecutedPlans.of(world.app.get(MikroORM, { strict: false }));
        const made = await fill(world, workload);
        plans.clear();
        await drain(world, workload, `state <> 'scheduled'`);
        const found = plans.list();
        for (const plan of found) console.log(described(plan, made));
        const statements = found.reduce((sum, { times }) => sum + times, 0) / made;
        const milliseconds = found.reduce((sum, plan) => sum + plan.milliseconds, 0) / made;
        const note = `${made} jobs of five steps, beside ${jobs} that are stored; instrumented`;
        return {
          lead: judged({ value: statements, unit: 'statements/job', note }),
          parts: {
            executing: judged({
              value: milliseconds,
              unit: 'ms/job',
              note: 'in the executor, of all statements',
            }),
          },
        };
      } finally {
        await world.close();
      }
    } finally {
      await postgres.stop();
    }
  },
};

function described({ text, times, milliseconds, plan }: ExecutedPlan, jobs: number): string {
  const each = (milliseconds / times).toFixed(3);
  return `\n-- ${(times / jobs).toFixed(2)} a job, ${each} ms each\n${text.trim()}\n\n${plan}`;
}
