import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { generateProducts } from '../../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../../src/sandbox/dataset/products-csv.ts';
import { vintageYear } from '../../../src/sandbox/demo/seller-stock.ts';
import { scaledTiming } from '../../../src/sandbox/plugin/plugin-settings.ts';
import { StandInPlugin } from '../../../src/sandbox/plugin/stand-in-plugin.ts';
import type { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { ApiClient } from './api-client.ts';
import type { ChaosDatabase } from './chaos-database.ts';
import type { Markets } from './markets.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** What a seller needs. */
export interface SellerWorld {
  readonly tenant: number;
  readonly api: ApiClient;
  readonly markets: Markets;
  readonly database: ChaosDatabase;
  readonly random: SeededRandom;
  readonly folder: string;
  readonly seed: string;
  readonly products: number;
  /** Gives the port of any server that answers. */
  readonly anyServer: () => number | undefined;
}

const WAVE = 6;
/** So many jobs of a seller are open at most: the run is to have load, and an end. */
const OPEN_AT_MOST = 40;

/** One tenant: its accounts on all marketplaces, its browser, its products, and what it asks for. */
export class Seller {
  /** Batches and jobs that a server said it has taken. */
  readonly taken = { batches: new Set<number>(), jobs: new Set<number>() };
  /** How often each thing was asked for. */
  readonly asked: Record<string, number> = {};
  private readonly accounts: { readonly marketplace: string; readonly id: number }[] = [];
  private products: readonly number[] = [];
  private browser: StandInPlugin | undefined;
  private place = 0;

  private constructor(
    private readonly world: SellerWorld,
    /** The way from its browser to a server. */
    readonly road: TcpProxy,
  ) {}

  /**
   * Connects everything; nothing fails meanwhile.
   * @param world see {@link SellerWorld}
   * @returns a seller with products and nothing listed
   */
  static async open(world: SellerWorld): Promise<Seller> {
    const seller = new Seller(world, await TcpProxy.start(world.anyServer));
    await seller.connect();
    await seller.stock();
    return seller;
  }

  /**
   * Asks for one more thing, having waited until not too much is open.
   * @param stop ends the waiting
   */
  async act(stop: AbortSignal): Promise<void> {
    if (!(await this.untilLittleIsOpen(stop)) || stop.aborted) return;
    const { random } = this.world;
    const wave = this.nextWave();
    const round = this.place / WAVE;
    // A browser does one thing at a time: with every wave its jobs alone would be all that is open.
    const everywhere = round % 2 === 1;
    await this.batch('publish', wave, everywhere);
    if (round % 2 === 0) await this.cancelSomething();
    await this.changePrices(wave.slice(0, 3));
    await this.batch('update', wave.slice(0, 3), everywhere);
    if (round % 3 === 1) await this.readOrders();
    if (random.chance(0.7)) await this.batch('relist', [random.pick(wave)], everywhere);
    if (round % 2 === 1) await this.batch('delete', wave.slice(-2), true);
    if (round % 2 === 1) await this.retryWhatFailed();
  }

  /** Has everything that failed or was cancelled tried again. */
  async retryWhatFailed(): Promise<number> {
    const ended = await this.world.database.look<{ id: number }>(
      `select id from ${this.schema}.marketplace_jobs where status in ('failed', 'cancelled') order by id`,
    );
    let retried = 0;
    for (const { id } of ended) {
      const { status } = await this.world.api.ask('POST', `/api/marketplace/jobs/${id}/retry`, {});
      if (status < 300) retried += 1;
    }
    this.count('retry', retried);
    return retried;
  }

  /**
   * Connects again whatever a marketplace does not accept any more: a program that dies between a rotation and its
   * storage has lost a token that nobody can recover, and then a person is asked.
   */
  async tend(): Promise<void> {
    const refused = await this.world.database.look<{ id: number; marketplace: string }>(
      `select id, marketplace from ${this.schema}.marketplace_accounts where status = 'needs_reauth'`,
    );
    for (const { id, marketplace } of refused) {
      const consent = await this.world.markets.renewConsent(marketplace, `seller-${this.world.tenant}`);
      await this.world.api.ask('PUT', `/api/marketplace/accounts/${id}/credentials`, consent);
      this.count('consent');
    }
  }

  /** @returns commands that its browser has carried out twice */
  get executedTwice(): number {
    return this.browser?.counts.executed_twice ?? 0;
  }

  /** @returns the name of its schema */
  get schema(): string {
    return `user_${this.world.tenant}`;
  }

  /** Closes its browser and the way to it. */
  close(): void {
    this.browser?.stop();
    this.road.stop();
  }

  private async connect(): Promise<void> {
    const { api, markets, tenant, folder } = this.world;
    for (const market of markets.all) {
      const { cookie, externalId, refreshToken, settings } = await market.open(`seller-${tenant}`);
      const { name } = market.spec;
      const account = await api.demand<{ id: number }>('POST', '/api/marketplace/accounts', {
        marketplace: name,
        name: `${name} ${tenant}`,
        external_id: externalId,
        ...(refreshToken !== undefined && { credentials: { refresh_token: refreshToken } }),
        settings,
      });
      this.accounts.push({ marketplace: name, id: account.id });
      if (cookie === undefined) continue;
      const device = await api.demand<{ pairing_code: string }>('POST', '/api/plugin/devices', {
        name: 'Laptop',
      });
      this.browser = new StandInPlugin({
        serverUrl: `ws://127.0.0.1:${this.road.port}`,
        vintedUrl: markets.urls.vinted,
        sessions: [cookie],
        journalFile: join(folder, `journal-${tenant}.jsonl`),
        code: device.pairing_code,
        timing: { ...scaledTiming(0.01), reconnectMs: 50, reconnectMaxMs: 300, lookEveryMs: 0 },
      });
      await this.browser.start();
    }
  }

  private async stock(): Promise<void> {
    const { api, markets, seed, products: count, tenant } = this.world;
    const made = generateProducts({ seed: `${seed}/${tenant}`, count, picturesUrl: markets.urls.vinted });
    const csv = productsCsv(made.map((product) => ({ ...product, madeYear: vintageYear(product) })));
    await api.demand('POST', '/api/products/import', csv);
    const rows = await this.world.database.look<{ id: number }>(
      `select id from ${this.schema}.products order by id`,
    );
    this.products = rows.map(({ id }) => id);
  }

  private nextWave(): readonly number[] {
    const { products } = this;
    const wave = Array.from(
      { length: WAVE },
      (_, index) => products[(this.place + index) % products.length] ?? 0,
    );
    this.place += WAVE;
    return wave;
  }

  private async batch(action: string, products: readonly number[], everywhere: boolean): Promise<void> {
    const names = this.accounts.map(({ marketplace }) => marketplace);
    const body = {
      marketplaces: everywhere ? names : names.filter((name) => name !== 'vinted'),
      action_code: action,
      product_ids: products,
    };
    const { status, body: batch } = await this.world.api.ask<{ id: number }>(
      'POST',
      '/api/batch-jobs',
      body,
      randomUUID(),
    );
    this.count(action);
    if (status < 300) this.taken.batches.add(batch.id);
  }

  private async readOrders(): Promise<void> {
    for (const { marketplace, id } of this.accounts) {
      const body = { marketplace, action_code: 'sync_orders', account_id: id };
      const { status, body: job } = await this.world.api.ask<{ id: number }>(
        'POST',
        '/api/marketplace/jobs',
        body,
        randomUUID(),
      );
      this.count('sync_orders');
      if (status < 300) this.taken.jobs.add(job.id);
    }
  }

  private async changePrices(products: readonly number[]): Promise<void> {
    const { api, random } = this.world;
    for (const id of products) {
      const { body } = await api.ask<{ version: number }>('GET', `/api/products/${id}`);
      const price = (random.integer(1500, 9000) / 100).toFixed(2);
      await api.ask('PATCH', `/api/products/${id}`, { version: body.version, price });
    }
  }

  private async cancelSomething(): Promise<void> {
    const open = await this.world.database.look<{ id: number }>(
      `select id from ${this.schema}.marketplace_jobs
       where status in ('pending', 'processing') and action_code in ('publish', 'update') order by id`,
    );
    if (open.length === 0) return;
    await this.world.api.ask('POST', `/api/marketplace/jobs/${this.world.random.pick(open).id}/cancel`, {});
    this.count('cancel');
  }

  /** Whatever stays open is for the verdict to judge, once nothing fails any more. */
  private async untilLittleIsOpen(stop: AbortSignal): Promise<boolean> {
    return waitFor(
      async () => {
        await this.tend();
        const [row] = await this.world.database.look<{ open: number }>(
          `select count(*)::int as open from ${this.schema}.marketplace_jobs where status in ('pending', 'processing')`,
        );
        return stop.aborted || (row?.open ?? 0) < OPEN_AT_MOST;
      },
      { what: `fewer than ${OPEN_AT_MOST} jobs of ${this.schema} are open`, timeoutMs: 60_000 },
    ).catch(() => false);
  }

  private count(what: string, times = 1): void {
    this.asked[what] = (this.asked[what] ?? 0) + times;
  }
}
