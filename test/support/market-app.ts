import { Client } from 'pg';
import { Database } from '../../src/common/database/database.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import { ScriptedMarket, ScriptedMarketplaceModule, seedScriptedCatalogue } from './scripted-marketplace.ts';
import { startTestApp } from './test-app.ts';
import type { TestApp } from './test-app.ts';
import { createTestDatabase } from './test-database.ts';
import { bearer } from './tokens.ts';
import { waitFor } from './wait-for.ts';

/** What the application answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Bodies are looked into by tests, which say what they expect of them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** Makes a request as somebody. */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** The real application with a scripted marketplace, one account of tenant 1, and products. */
export interface MarketApp extends TestApp {
  readonly market: ScriptedMarket;
  readonly db: Database;
  /** As tenant 1. */
  readonly ask: Ask;
  as(token: Parameters<typeof bearer>[0]): Ask;
  /** Makes products of tenant 1. */
  products(count: number): Promise<number[]>;
  /** Waits until a job of tenant 1 has a status. */
  until(jobId: number, status: string): Promise<void>;
}

/**
 * Starts the application. Nothing runs unless ROLE=all is asked for.
 * @param env variables that differ
 * @returns the running application
 */
export async function startMarketApp(env: Readonly<Record<string, string>> = {}): Promise<MarketApp> {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await seedScriptedCatalogue(
    {
      query: async <R extends object>(text: string, values: readonly unknown[] = []) =>
        (await client.query<R>(text, [...values])).rows,
    },
    { only: true },
  );
  await client.end();
  const market = new ScriptedMarket();
  const app = await startTestApp({
    database,
    env: { TIME_SCALE: '0.1', ...env },
    marketplaces: [ScriptedMarketplaceModule.with(market)],
  });
  const db = app.app.get(Database);
  await db.transaction(async (sql) => {
    await sql.query(
      `insert into user_1.marketplace_accounts (marketplace, name, external_id) values ('testmarket', 'Shop', 'shop')`,
    );
    await app.app
      .get(Lanes)
      .open(sql, { tenantId: 1, accountId: 1, marketplace: 'testmarket', maxRunning: 4 });
  });
  const as =
    (token: Parameters<typeof bearer>[0]): Ask =>
    async (method, path, body, headers = {}) => {
      const response = await fetch(`${app.url}${path}`, {
        method,
        headers: {
          authorization: await bearer(token),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    };
  const ask = as({ tenant: 1 });
  let sku = 0;
  return {
    ...app,
    market,
    db,
    as,
    ask,
    products: async (count) => {
      const rows = await db.query<{ id: number }>(
        `insert into user_1.products (sku, title, price, currency)
         select 'P' || n, 'Product ' || n, 10, 'EUR' from generate_series($1::int, $2::int) n returning id`,
        [sku + 1, sku + count],
      );
      sku += count;
      return rows.map(({ id }) => id);
    },
    until: async (jobId, status) => {
      await waitFor(async () => (await ask('GET', `/api/marketplace/jobs/${jobId}`)).body.status === status, {
        what: `job ${jobId} is ${status}`,
        timeoutMs: 15_000,
      });
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/** A request for one job of the scripted marketplace. */
export const publish = (productId: number, more: object = {}): object => ({
  marketplace: 'testmarket',
  action_code: 'publish',
  product_id: productId,
  ...more,
});

/** A request for a batch on the scripted marketplace. */
export const publishAll = (productIds: readonly number[], more: object = {}): object => ({
  marketplaces: ['testmarket'],
  action_code: 'publish',
  product_ids: productIds,
  ...more,
});
