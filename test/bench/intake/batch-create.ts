import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { HttpClient } from '../http/http-client.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { bearer, benchEnvironment } from '../world/bench-environment.ts';
import { idleServer } from '../world/forked-server.ts';
import type { ForkedServer } from '../world/forked-server.ts';
import { makeProducts } from '../world/make-products.ts';

const PRODUCTS = 10_000;
const MOST = { seconds: 1, mebibytes: 64 };

/** From the request that asks for 10,000 products to its 201, over HTTP, with the preflight of each. */
export const batchCreate: Benchmark = {
  name: 'batch_create_10000',
  async run({ rounds }): Promise<Findings> {
    const postgres = await benchPostgres();
    let server: ForkedServer | undefined;
    try {
      const { tenants } = await benchDatabase(postgres.url, { tenants: 1, lanes: 1 });
      const [tenant] = tenants;
      if (tenant === undefined) throw new Error('there is no tenant');
      const running = await idleServer(
        benchEnvironment(postgres.url, { ROLE: 'api', MAX_ACTIVE_JOBS_PER_TENANT: '1000000' }),
      );
      server = running;
      const client = new HttpClient(running.url, await bearer(tenant.id));
      const { requests } = await interleave(rounds, {
        requests: async () => {
          const productIds = await makeProducts(postgres.url, tenant, PRODUCTS);
          const body = { marketplaces: ['idle'], action_code: 'publish', product_ids: productIds };
          const before = await running.usage();
          const startedAt = performance.now();
          await client.send('POST', '/api/batch-jobs', 201, body);
          const seconds = (performance.now() - startedAt) / 1000;
          // Right after the answer, when its garbage is still there.
          return { seconds, growth: ((await running.usage()).rss - before.rss) / 2 ** 20 };
        },
      });
      client.close();
      const seconds = requests.map((request) => request.seconds);
      const growth = requests.map((request) => request.growth);
      const note = `one request for ${PRODUCTS} products, answered with 201; ${rounds} rounds, jobs of the earlier ones waiting`;
      return {
        lead: judged(
          { value: median(seconds), unit: 's', spread: spread(seconds), note },
          { of: 'value', atMost: MOST.seconds },
        ),
        parts: {
          rss_growth: judged(
            {
              value: Math.max(...growth),
              unit: 'MiB',
              spread: spread(growth),
              note: 'of the server, the most of any round',
            },
            { of: 'value', atMost: MOST.mebibytes },
          ),
        },
      };
    } finally {
      await server?.stop();
      await postgres.stop();
    }
  },
};
