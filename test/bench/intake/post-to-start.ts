import { createApp } from '../../../src/app.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { until } from '../frame/until.ts';
import { HttpClient } from '../http/http-client.ts';
import type { BenchDatabase } from '../world/bench-database.ts';
import { bearer, benchEnvironment } from '../world/bench-environment.ts';
import { IdleMarketplaceModule, firstSteps } from '../world/idle-marketplace.ts';
import { makeProducts } from '../world/make-products.ts';

/**
 * Asks the whole program for jobs, over HTTP, one after the other.
 * @param where a database with one tenant
 * @param samples how many
 * @param warmUp how many more come before them
 * @returns milliseconds from the request to the beginning of its job's first step
 */
export async function postToStart(
  where: BenchDatabase,
  samples: number,
  warmUp: number,
): Promise<readonly number[]> {
  const [tenant] = where.tenants;
  if (tenant === undefined) throw new Error('there is no tenant');
  const products = await makeProducts(where.url, tenant, samples + warmUp);
  const app = await createApp(loadConfig(benchEnvironment(where.url, { ROLE: 'all' })), {
    marketplaces: [IdleMarketplaceModule],
  });
  try {
    await app.listen(0, '127.0.0.1');
    const client = new HttpClient(await app.getUrl(), await bearer(tenant.id));
    const waits: number[] = [];
    for (const product of products) {
      firstSteps.clear();
      const startedAt = performance.now();
      const body = { marketplace: 'idle', action_code: 'publish', product_id: product };
      const { id } = await client.send<{ id: number }>('POST', '/api/marketplace/jobs', 201, body);
      const key = `${tenant.id}/${id}`;
      await until(() => Promise.resolve(firstSteps.has(key)), 1);
      waits.push((firstSteps.get(key) ?? Number.NaN) - startedAt);
      await until(async () => {
        const path = `/api/marketplace/jobs/${id}`;
        return (await client.send<{ status: string }>('GET', path, 200)).status === 'completed';
      });
    }
    client.close();
    return waits.slice(warmUp);
  } finally {
    await app.close();
  }
}
