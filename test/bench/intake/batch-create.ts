import { createApp } from '../../../src/app.ts';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { bearer, benchEnvironment } from '../world/bench-environment.ts';
import { IdleMarketplaceModule } from '../world/idle-marketplace.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { median, spread } from '../frame/statistics.ts';

const PRODUCTS = 10_000;

/** From the request that asks for 10,000 products to its 201, over HTTP, with the preflight of each. */
export const batchCreate: Benchmark = {
  name: 'batch_create_10000',
  async run({ rounds }): Promise<Findings> {
    const postgres = await benchPostgres();
    const { tenants } = await benchDatabase(postgres.url, { tenants: 1, lanes: 1 });
    const [tenant] = tenants;
    if (tenant === undefined) throw new Error('there is no tenant');
    const config = loadConfig(benchEnvironment(postgres.url, { ROLE: 'api' }));
    const app = await createApp(config, { marketplaces: [IdleMarketplaceModule] });
    try {
      await app.listen(0, '127.0.0.1');
      const database = app.get(Database);
      const seconds: number[] = [];
      const growth: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const products = await database.query<{ id: number }>(
          `insert into ${tenant.schema}.products (sku, title, price, currency)
           select gen_random_uuid()::text, 'Product', 10, 'EUR' from generate_series(1, ${PRODUCTS}) returning id`,
        );
        const before = process.memoryUsage.rss();
        const took = await post(
          await app.getUrl(),
          await bearer(tenant.id),
          products.map(({ id }) => id),
        );
        // The first round warms up.
        if (round > 0) {
          seconds.push(took);
          growth.push((process.memoryUsage.rss() - before) / 2 ** 20);
        }
      }
      return {
        lead: judged(
          {
            value: median(seconds),
            unit: 's',
            spread: spread(seconds),
            note: `one request for ${PRODUCTS} products, answered with 201; ${rounds} rounds`,
          },
          { of: 'value', atMost: 1 },
        ),
        parts: {
          rss_growth: judged(
            {
              value: Math.max(...growth),
              unit: 'MiB',
              note: 'the most of any round; client and server are one process',
            },
            { of: 'value', atMost: 64 },
          ),
        },
      };
    } finally {
      await app.close();
      await postgres.stop();
    }
  },
};

async function post(url: string, bearer: string, productIds: readonly number[]): Promise<number> {
  const body = JSON.stringify({ marketplaces: ['idle'], action_code: 'publish', product_ids: productIds });
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/batch-jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body,
  });
  await response.text();
  if (response.status !== 201) throw new Error(`the batch was answered with ${response.status}`);
  return (performance.now() - startedAt) / 1000;
}
