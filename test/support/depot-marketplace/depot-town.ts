import { PUBLIC_MIGRATIONS } from '../../../migrations/public/list.ts';
import { Database } from '../../../src/common/database/database.ts';
import { HandlerRegistry } from '../../../src/handlers/registry/handler-registry.ts';
import type { HandlerDescription } from '../../../src/handlers/registry/handler-descriptions.ts';
import { typicalProduct } from '../../../src/cli/typical-product.ts';
import { MARKETPLACES } from '../../../src/handlers/marketplaces.ts';
import { TENANT_MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { startTestApp } from '../test-app.ts';
import type { TestApp } from '../test-app.ts';
import { createTestDatabase } from '../test-database.ts';
import type { TestDatabase } from '../test-database.ts';
import { bearer } from '../tokens.ts';
import { waitFor } from '../wait-for.ts';
import { PublicDepotCatalogue } from './016_depot_catalogue.ts';
import { DepotStandIn } from './depot-stand-in.ts';
import { DepotModule } from './depot/depot.module.ts';

/** A row of an answer, as tests read it. */
export interface Row {
  readonly id: number;
  readonly status: string;
  readonly delisting?: { readonly open: number } | null;
  readonly [field: string]: unknown;
}

/** The program with a worker and a fourth marketplace, and that marketplace. */
export class DepotTown {
  private constructor(
    readonly depot: DepotStandIn,
    private readonly database: TestDatabase,
    private readonly running: TestApp,
  ) {}

  /** @returns the town, with the real marketplaces beside Depot */
  static async build(): Promise<DepotTown> {
    const depot = new DepotStandIn();
    process.env['DEPOT_API_URL'] = await depot.start();
    const database = await createTestDatabase({ tenants: 1 });
    await migrateEverything(
      { DATABASE_URL: database.url },
      // What appending one line to migrations/public/list.ts does.
      { public: [...PUBLIC_MIGRATIONS, PublicDepotCatalogue], tenant: TENANT_MIGRATIONS },
    );
    const running = await startTestApp({
      database,
      env: {
        ROLE: 'all',
        RECURRING: 'true',
        TIME_SCALE: '0.1',
        LEASE_SECONDS: '20',
        THROTTLE_PER_MINUTE: '100000',
      },
      // What one line in src/handlers/marketplaces.ts does.
      marketplaces: [...MARKETPLACES, DepotModule],
    });
    return new DepotTown(depot, database, running);
  }

  /** Ends the program and the marketplace. */
  async tearDown(): Promise<void> {
    await this.running.close();
    await this.depot.stop();
    await this.database.drop();
  }

  /** Makes a request as the seller. */
  async ask<T = Row>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: T }> {
    const response = await fetch(`${this.running.url}${path}`, {
      method,
      headers: { authorization: await bearer({ tenant: 1 }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** @returns the id of a connected account of a shop */
  async connect(shop: string): Promise<number> {
    const { status, body } = await this.ask('POST', '/api/marketplace/accounts', {
      marketplace: 'depot',
      name: shop,
      external_id: shop,
      credentials: { refresh_token: `refresh:${shop}` },
    });
    if (status !== 201) throw new Error(`no account: ${JSON.stringify(body)}`);
    return body.id;
  }

  /** @returns the id of a product */
  async product(sku: string): Promise<number> {
    const { status, body } = await this.ask('POST', '/api/products', {
      sku,
      title: `Coat ${sku}`,
      description: 'Warm.',
      price: '45.00',
      currency: 'EUR',
      quantity: 1,
    });
    if (status !== 201) throw new Error(`no product: ${JSON.stringify(body)}`);
    return body.id;
  }

  /** Asks for a job and waits until it has ended. */
  async run(action: string, account: number, product?: number): Promise<Row> {
    const { status, body } = await this.ask('POST', '/api/marketplace/jobs', {
      marketplace: 'depot',
      action_code: action,
      account_id: account,
      ...(product !== undefined && { product_id: product }),
    });
    if (status !== 201) throw new Error(`no job: ${status} ${JSON.stringify(body)}`);
    return this.ended(body.id);
  }

  /** Waits until a job has ended. */
  async ended(jobId: number): Promise<Row> {
    return waitFor(
      async () => {
        const { body } = await this.ask('GET', `/api/marketplace/jobs/${jobId}`);
        return ['completed', 'failed', 'cancelled', 'expired'].includes(body.status) && body;
      },
      { what: `job ${jobId} to end` },
    );
  }

  /** @returns the first of a list's rows that fits, as soon as there is one */
  async first(path: string, fits: (row: Row) => boolean = () => true): Promise<Row> {
    return waitFor(async () => (await this.ask<{ data: readonly Row[] }>('GET', path)).body.data.find(fits), {
      what: path,
    });
  }

  /** @returns what the program's list of handlers says of Depot */
  described(): readonly HandlerDescription[] {
    const all = this.running.app.get(HandlerRegistry, { strict: false }).describe(typicalProduct());
    return all.filter(({ marketplace }) => marketplace === 'depot');
  }

  /** Puts the turns of all recurring actions off, and waits until what they asked for has ended. */
  async putTurnsOff(): Promise<void> {
    const database = this.running.app.get(Database);
    await database.query(`update public.recurring_actions set next_at = now() + interval '1 hour'`);
    const open = `select from user_1.marketplace_jobs
      where action_code = 'sync_orders' and status in ('pending', 'processing', 'paused')`;
    await waitFor(async () => (await database.query(open)).length === 0, {
      what: 'no orders to be asked for',
    });
  }

  /** Lets the turns of all recurring actions come now. */
  async bringTurns(): Promise<void> {
    await this.running.app.get(Database).query('update public.recurring_actions set next_at = now()');
  }
}
