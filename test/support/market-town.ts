import { Client } from 'pg';
import { generateProducts } from '../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../src/sandbox/dataset/products-csv.ts';
import { askAsSeller, demandAsSeller } from './ask-as-seller.ts';
import type { SellersAnswer } from './ask-as-seller.ts';
import { ServerProcess } from './server-process.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { TEST_JWT_SECRET } from './tokens.ts';
import { ebayMarket } from './town-markets.ts';
import type { TownMarket } from './town-markets.ts';
import { waitFor } from './wait-for.ts';

/** What the stand-in counts; never computed from our own tables. */
export interface Effects {
  readonly listed_twice: number;
  readonly orphan_drafts: number;
  readonly live_listings: number;
  readonly calls: Readonly<Record<string, number>>;
}

interface BatchState {
  readonly id: number;
  readonly status: string;
  readonly progress: { readonly ended: number; readonly counts: Readonly<Record<string, number>> };
}

/**
 * A stand-in for one marketplace, a database with a tenant, and any number of server processes on it: the program as it runs in
 * production, met only over HTTP and by signals.
 */
export class MarketTown {
  private readonly servers: ServerProcess[] = [];

  private constructor(
    private readonly market: TownMarket,
    readonly database: TestDatabase,
  ) {}

  /**
   * @param market its marketplace
   * @returns a town without servers
   */
  static async build(market: TownMarket = ebayMarket()): Promise<MarketTown> {
    await market.standIn.start();
    return new MarketTown(market, await createTestDatabase({ tenants: 1 }));
  }

  /**
   * Starts a server process.
   * @param env variables that differ from the town's usual ones
   * @returns the process, which answers
   */
  async startServer(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = await ServerProcess.start({
      DATABASE_URL: this.database.url,
      DB_POOL_MAX: '8',
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
      TIME_SCALE: '0.1',
      // 2 s at this scale: the least that still covers a call.
      LEASE_SECONDS: '20',
      // Where everything is counted, only what was asked for may be done, however long it takes.
      RECURRING: 'false',
      LOG_LEVEL: 'warn',
      PICTURE_ORIGINS: this.market.standIn.url,
      ...this.market.environment(),
      ...env,
    });
    this.servers.push(server);
    return server;
  }

  /**
   * Makes the seller: account at the stand-in, connected account, imported products.
   * @param server which server to ask
   * @param products how many
   * @returns the connected account's id
   */
  async openShop(server: ServerProcess, products: number): Promise<number> {
    const { market } = this;
    const { marketplace, standIn } = market;
    const seller = await this.standInSends<{ readonly refresh_token: string }>('POST', '/_control/accounts', {
      name: 'seller',
    });
    const account = await this.send<{ readonly id: number }>(server, 'POST', '/api/marketplace/accounts', {
      marketplace,
      name: 'Seller',
      external_id: 'seller',
      credentials: { refresh_token: seller.refresh_token },
      settings: market.settings(seller),
    });
    const stock = generateProducts({ seed: 'town', count: products, picturesUrl: standIn.url });
    const csv = productsCsv(stock.map((product) => market.fitting(product)));
    await this.send(server, 'POST', '/api/products/import', csv);
    return account.id;
  }

  /**
   * Makes the seller and submits a batch of all products.
   * @param server which server to ask
   * @param products how many
   * @returns the batch's id
   */
  async submitBatch(server: ServerProcess, products: number): Promise<number> {
    await this.openShop(server, products);
    const batch = await this.send<BatchState>(server, 'POST', '/api/batch-jobs', {
      marketplaces: [this.market.marketplace],
      action_code: 'publish',
      filter: {},
    });
    return batch.id;
  }

  /**
   * @param server which server to ask
   * @param batchId the batch
   * @returns how far it has come
   */
  batch(server: ServerProcess, batchId: number): Promise<BatchState> {
    return this.send(server, 'GET', `/api/batch-jobs/${batchId}`);
  }

  /**
   * Waits until some jobs of a batch have ended.
   * @param server which server to ask
   * @param batchId the batch
   * @param ended how many at least
   */
  async untilEnded(server: ServerProcess, batchId: number, ended: number): Promise<void> {
    await waitFor(async () => (await this.batch(server, batchId)).progress.ended >= ended, {
      what: `${ended} jobs of the batch have ended`,
      timeoutMs: 90_000,
    });
  }

  /** @returns the stand-in's address */
  get standInUrl(): string {
    return this.market.standIn.url;
  }

  /** @returns what the stand-in counts */
  effects(): Promise<Effects> {
    return this.standInSends('GET', '/_control/effects');
  }

  /**
   * Tells the stand-in how to be difficult.
   * @param path of its control API
   * @param body what it takes there
   */
  async tellStandIn(path: string, body: unknown): Promise<void> {
    await this.standInSends('PUT', path, body);
  }

  /** The seller takes back the consent that StoFlow acts with. */
  async revokeConsent(): Promise<void> {
    await this.standInSends('POST', '/_control/accounts/seller/revoke');
  }

  /** @returns what the marketplace gives out when the seller agrees anew */
  renewConsent(): Promise<{ readonly refresh_token: string }> {
    return this.standInSends('POST', '/_control/accounts/seller/consent');
  }

  /**
   * Looks into the database, as nobody but a test does.
   * @param text a statement
   * @returns its rows
   */
  async look<R extends object>(text: string): Promise<R[]> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<R>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends every server, the stand-in and the database. */
  async tearDown(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.end('SIGKILL')));
    await this.market.standIn.stop();
    await this.database.drop();
  }

  /**
   * Makes a request as the seller.
   * @param server which server to ask
   * @param method the verb
   * @param path the route
   * @param body JSON, or CSV as text
   * @returns the answer, whatever its status
   */
  ask<T = Record<string, unknown>>(
    server: ServerProcess,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<SellersAnswer<T>> {
    return askAsSeller<T>(server.url, method, path, body);
  }

  private send<T>(server: ServerProcess, method: string, path: string, body?: unknown): Promise<T> {
    return demandAsSeller<T>(server.url, method, path, body);
  }

  private async standInSends<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.market.standIn.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  }
}
