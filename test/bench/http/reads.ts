import { fillLargeTenant } from '../../support/large-tenant.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, quantile } from '../frame/statistics.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { bearer, benchEnvironment } from '../world/bench-environment.ts';
import { idleServer } from '../world/forked-server.ts';
import type { ForkedServer } from '../world/forked-server.ts';
import { HttpClient } from './http-client.ts';

const JOBS = 1_000_000;
const JOBS_PER_BATCH = 1000;
const ACCOUNTS = 20;
const REQUESTS_PER_ROUND = 60;
const MOST_MS = 25;

/** What is read, by name: a path for a random number below the number of jobs. */
const READS: Readonly<Record<string, (job: number) => string>> = {
  job: (job) => `/api/marketplace/jobs/${job}`,
  steps: (job) => `/api/marketplace/tasks?job_id=${job - (job % 10)}`,
  first_page: () => '/api/marketplace/jobs',
  page_at_any_depth: (job) => `/api/marketplace/jobs?cursor=${cursor(job)}`,
  failed_at_any_depth: (job) => `/api/marketplace/jobs?status=failed&cursor=${cursor(job)}`,
  account_at_any_depth: (job) => `/api/marketplace/jobs?account_id=3&cursor=${cursor(job)}`,
  batch_progress: (job) => `/api/batch-jobs/${1 + Math.floor(job / JOBS_PER_BATCH)}`,
  batches_at_any_depth: (job) => `/api/batch-jobs?cursor=${cursor(1 + Math.floor(job / JOBS_PER_BATCH))}`,
};

/** How long reads take in a tenant with a million jobs, over HTTP, one after the other. */
export const reads: Benchmark = {
  name: 'reads',
  async run({ rounds }): Promise<Findings> {
    const postgres = await benchPostgres();
    let server: ForkedServer | undefined;
    try {
      const { tenants } = await benchDatabase(postgres.url, { tenants: 1, lanes: 0 });
      const [tenant] = tenants;
      if (tenant === undefined) throw new Error('there is no tenant');
      const size = { jobs: JOBS, accounts: ACCOUNTS, marketplaces: ['idle', 'idle'] } as const;
      await fillLargeTenant(postgres.url, tenant, size);
      server = await idleServer(
        benchEnvironment(postgres.url, { ROLE: 'api', THROTTLE_PER_MINUTE: '1000000' }),
      );
      const client = new HttpClient(server.url, await bearer(tenant.id));
      const found = await interleave(
        rounds,
        Object.fromEntries(Object.entries(READS).map(([name, path]) => [name, () => times(client, path)])),
      );
      client.close();
      const all = Object.values(found).flat(2);
      const parts = Object.entries(found).map(([name, each]) => [name, atMost(each.flat(), 'p99')] as const);
      return {
        lead: atMost(all, `p99 of everything, at ${JOBS} jobs in the tenant`),
        parts: Object.fromEntries(parts),
      };
    } finally {
      await server?.stop();
      await postgres.stop();
    }
  },
};

function atMost(milliseconds: readonly number[], what: string): Figure {
  const note = `${what}; median ${median(milliseconds).toFixed(1)} ms of ${milliseconds.length} requests`;
  return judged({ value: quantile(milliseconds, 0.99), unit: 'ms', note }, { of: 'value', atMost: MOST_MS });
}

async function times(client: HttpClient, path: (job: number) => string): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let request = 0; request < REQUESTS_PER_ROUND; request += 1) {
    // Depths are spread evenly over the tenant, whatever their number.
    const job = 10 + Math.floor(((request + Math.random()) / REQUESTS_PER_ROUND) * (JOBS - 20));
    const startedAt = performance.now();
    await client.send('GET', path(job), 200);
    taken.push(performance.now() - startedAt);
  }
  return taken;
}

function cursor(id: number): string {
  return Buffer.from(JSON.stringify([id])).toString('base64url');
}
