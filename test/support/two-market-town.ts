import { Client } from 'pg';
import { generateProducts } from '../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../src/sandbox/dataset/products-csv.ts';
import { Upkeep } from '../../src/processing/recovery/upkeep.ts';
import { InstanceLease } from '../../src/queue/instance-lease.ts';
import { startTestApp } from './test-app.ts';
import type { TestApp } from './test-app.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { bearer } from './tokens.ts';
import { ebayMarket, etsyMarket } from './town-markets.ts';
import type { TownMarket } from './town-markets.ts';
import { waitFor } from './wait-for.ts';

/** An account of the seller, on a stand-in. */
export interface TownAccount {
  readonly id: number;
  readonly name: string;
  readonly market: TownMarket;
}

/** What a stand-in shows for sale. */
interface LiveListing {
  readonly listing_id: string | number;
  readonly sku: string;
}

/** A seller with three accounts on the stand-ins of eBay and Etsy, and one instance that loses its lease on request. */
export class TwoMarketTown {
  readonly accounts: TownAccount[] = [];
  private server: TestApp | undefined;

  private constructor(
    private readonly markets: readonly TownMarket[],
    private readonly database: TestDatabase,
  ) {}

  /** @returns a town with products, each of one piece, and nothing published */
  static async build(products: number): Promise<TwoMarketTown> {
    const markets = [ebayMarket(), etsyMarket()] as const;
    for (const { standIn } of markets) await standIn.start();
    const town = new TwoMarketTown(markets, await createTestDatabase({ tenants: 1 }));
    await town.startServer();
    const [ebay, etsy] = markets;
    for (const [market, name] of [
      [ebay, 'first'],
      [etsy, 'second'],
      [etsy, 'third'],
    ] as const) {
      await town.open(market, name);
    }
    const stock = generateProducts({ seed: 'interleaving', count: products, picturesUrl: ebay.standIn.url });
    const fitting = stock.map((product) => ({ ...etsy.fitting(product), quantity: 1 }));
    await town.ask('POST', '/api/products/import', productsCsv(fitting));
    return town;
  }

  private async startServer(): Promise<void> {
    const { database } = this;
    // Marketplaces read their own variables; this file's process is its own.
    Object.assign(process.env, ...this.markets.map((market) => market.environment()));
    const env = {
      ROLE: 'all',
      TIME_SCALE: '0.05',
      LEASE_SECONDS: '100',
      LOG_LEVEL: 'warn',
      DB_POOL_MAX: '8',
      PICTURE_ORIGINS: this.markets.map(({ standIn }) => standIn.url).join(),
    };
    this.server = await startTestApp({ database, env });
  }

  /** The instance is taken for dead while it works: its calls are cut, and its jobs taken over. */
  async loseLease(): Promise<void> {
    await this.look(`update public.instances set lease_until = now() - interval '1 second' returning 1`);
    await this.server?.app.get(InstanceLease, { strict: false }).renew();
    await this.server?.app.get(Upkeep, { strict: false }).reap();
  }

  /** Asks the server as the seller; what it refuses is answered, not thrown. */
  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
    const text = typeof body === 'string';
    const response = await fetch(`${this.server?.url}${path}`, {
      method,
      headers: {
        authorization: await bearer({ tenant: 1 }),
        ...(body !== undefined && { 'content-type': text ? 'text/csv' : 'application/json' }),
      },
      ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** @returns what a stand-in itself shows for sale of a SKU on an account */
  async live({ market, name }: TownAccount, sku: string): Promise<readonly string[]> {
    const effects = (await this.control(market, 'GET', 'effects')) as {
      readonly accounts: readonly {
        readonly account: string;
        readonly live_listings: readonly LiveListing[];
      }[];
    };
    const own = effects.accounts.find(({ account }) => account === name);
    return (own?.live_listings ?? [])
      .filter((listing) => listing.sku === sku)
      .map(({ listing_id }) => String(listing_id));
  }

  /** A buyer buys the first listing of a SKU that is for sale; answers whether there was one. */
  async buy(account: TownAccount, sku: string): Promise<boolean> {
    const [id] = await this.live(account, sku);
    if (id !== undefined) await this.control(account.market, 'POST', `listings/${id}/end`, { sold: true });
    return id !== undefined;
  }

  /** The answer to the next call of a kind is lost, after it took effect. */
  async loseAnswer({ market }: TownAccount): Promise<void> {
    const operations =
      market.marketplace === 'ebay'
        ? ['createOffer', 'publishOffer']
        : ['createDraftListing', 'updateListing'];
    const script = operations.map((operation) => ({ operation, fault: 'lose_answer', nth: 1, times: 1 }));
    await this.control(market, 'PUT', 'faults', { script });
  }

  /** Disarms what nobody met. */
  async calmDown(): Promise<void> {
    for (const market of this.markets) await this.control(market, 'DELETE', 'faults');
  }

  /** Looks into the database, as nobody but a test does. */
  async look<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<R>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  /** Waits until nothing is left to be run but what is paused. */
  async drain(): Promise<void> {
    await waitFor(
      async () =>
        (
          await this.look(
            `select 1 as open from public.job_queue where state <> 'parked'
             union all select 1 from user_1.marketplace_jobs where status in ('pending', 'processing')`,
          )
        ).length === 0,
      { what: 'the queue has drained', timeoutMs: 40_000 },
    );
  }

  /** Ends everything. */
  async tearDown(): Promise<void> {
    await this.server?.close();
    for (const { standIn } of this.markets) await standIn.stop();
    await this.database.drop();
  }

  private async open(market: TownMarket, name: string): Promise<void> {
    const opened = (await this.control(market, 'POST', 'accounts', { name })) as {
      readonly refresh_token: string;
    };
    const { status, body } = await this.ask('POST', '/api/marketplace/accounts', {
      marketplace: market.marketplace,
      name,
      external_id: name,
      credentials: { refresh_token: opened.refresh_token },
      settings: market.settings(opened),
    });
    if (status !== 201) throw new Error(`no account: ${JSON.stringify(body)}`);
    this.accounts.push({ id: (body as { readonly id: number }).id, name, market });
  }

  private async control(market: TownMarket, method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${market.standIn.url}/_control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
