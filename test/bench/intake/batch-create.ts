import { SignJWT } from 'jose';
import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import { createApp } from '../../../src/app.ts';
import { Database } from '../../../src/common/database/database.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { IdleMarketplaceModule } from '../world/idle-marketplace.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { median, spread } from '../frame/statistics.ts';
import { seed } from '../world/seed.ts';

const PRODUCTS = 10_000;
const SECRET = 'a-secret-of-the-benchmark-that-guards-nothing-at-all';

/** From the request that asks for 10,000 products to its 201, over HTTP, with the preflight of each. */
export const batchCreate: Benchmark = {
  name: 'batch_create_10000',
  async run({ rounds }): Promise<Findings> {
    const postgres = await EmbeddedPostgres.start({ persistent: false });
    const config = loadConfig({
      NODE_ENV: 'test',
      ROLE: 'api',
      DATABASE_URL: postgres.url,
      JWT_SECRET: SECRET,
      CREDENTIALS_KEYS: `bench:${Buffer.alloc(32).toString('base64')}`,
      LOG_LEVEL: 'error',
    });
    await migrateEverything(config, MIGRATIONS);
    const tenant = await new TenantMigrator(config, MIGRATIONS).provision({ name: 'bench' });
    await seed(postgres.url, [tenant], 1);
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
          await token(tenant.id),
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

function token(tenant: number): Promise<string> {
  return new SignJWT({ tenant, scope: 'tenant' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('stoflow')
    .setAudience('stoflow-api')
    .setSubject('bench')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET));
}
