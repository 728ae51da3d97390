import { join } from 'node:path';
import { Client } from 'pg';
import { generateProducts } from '../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../src/sandbox/dataset/products-csv.ts';
import { scaledTiming } from '../../src/sandbox/plugin/plugin-settings.ts';
import { StandInPlugin } from '../../src/sandbox/plugin/stand-in-plugin.ts';
import { VintedStandIn } from '../../src/sandbox/vinted/vinted-stand-in.ts';
import { demandAsSeller } from './ask-as-seller.ts';
import { ServerProcess } from './server-process.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { TEST_JWT_SECRET } from './tokens.ts';
import { openMember, vintedEffects } from './vinted-browser.ts';
import { waitFor } from './wait-for.ts';

const SCALE = 0.05;

/** How far a batch has come. */
export interface BatchState {
  readonly id: number;
  readonly status: string;
  readonly progress: { readonly ended: number; readonly counts: Readonly<Record<string, number>> };
}

/**
 * A stand-in for Vinted, a database with a tenant, any number of server processes on it, and the seller's browser,
 * which can be connected to any of them.
 */
export class BrowserTown {
  readonly servers: ServerProcess[] = [];
  private plugin: StandInPlugin | undefined;

  private constructor(
    private readonly vinted: VintedStandIn,
    readonly database: TestDatabase,
    private readonly folder: TemporaryFolder,
  ) {}

  /**
   * @param servers how many
   * @param leaseSeconds their leases at scale 1: long where no server is to lose it, however busy the machine is
   * @returns a town with servers and without a browser
   */
  static async build(servers: number, leaseSeconds: number): Promise<BrowserTown> {
    const vinted = new VintedStandIn({ latencyMs: 20, photosAssignedOnce: false });
    await vinted.start();
    const town = new BrowserTown(vinted, await createTestDatabase({ tenants: 1 }), await temporaryFolder());
    for (let place = 0; place < servers; place += 1) await town.startServer(leaseSeconds);
    return town;
  }

  private async startServer(leaseSeconds: number): Promise<ServerProcess> {
    const server = await ServerProcess.start({
      DATABASE_URL: this.database.url,
      DB_POOL_MAX: '8',
      JWT_SECRET: TEST_JWT_SECRET,
      CREDENTIALS_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
      TIME_SCALE: String(SCALE),
      LEASE_SECONDS: String(leaseSeconds),
      RECURRING: 'false',
      LOG_LEVEL: 'warn',
      PICTURE_ORIGINS: this.vinted.url,
    });
    this.servers.push(server);
    return server;
  }

  /** @returns the seller's browser */
  get browser(): StandInPlugin {
    if (this.plugin === undefined) throw new Error('no browser was opened');
    return this.plugin;
  }

  /** Connects the seller's account and browser, imports products and has them published. */
  async submitBatch(server: ServerProcess, products: number): Promise<number> {
    const member = await openMember(this.vinted.url, { login: 'lea.vintage' });
    await this.send(server, 'POST', '/api/marketplace/accounts', {
      marketplace: 'vinted',
      name: 'Léa',
      external_id: String(member.user_id),
      settings: { site: 'vinted.fr' },
    });
    const device = await this.send<{ pairing_code: string }>(server, 'POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    this.plugin = new StandInPlugin({
      serverUrl: server.url.replace('http', 'ws'),
      vintedUrl: this.vinted.url,
      sessions: [member.cookie],
      journalFile: join(this.folder.path, 'journal.jsonl'),
      code: device.pairing_code,
      timing: { ...scaledTiming(0.01), reconnectMs: 50, reconnectMaxMs: 200, lookEveryMs: 0 },
    });
    await this.plugin.start();
    const csv = productsCsv(
      generateProducts({ seed: 'browser', count: products, picturesUrl: this.vinted.url }),
    );
    await this.send(server, 'POST', '/api/products/import', csv);
    const batch = await this.send<BatchState>(server, 'POST', '/api/batch-jobs', {
      marketplaces: ['vinted'],
      action_code: 'publish',
      filter: {},
    });
    return batch.id;
  }

  /** Moves the browser to another server, as after a change of network. */
  moveTo(server: ServerProcess): void {
    this.browser.browser.useServer(server.url.replace('http', 'ws'));
  }

  /** Waits until some jobs of a batch have ended. */
  async untilEnded(server: ServerProcess, batchId: number, ended: number): Promise<BatchState> {
    return waitFor(
      async () => {
        const batch = await this.send<BatchState>(server, 'GET', `/api/batch-jobs/${batchId}`);
        return batch.progress.ended >= ended ? batch : undefined;
      },
      { what: `${ended} jobs of the batch have ended`, timeoutMs: 90_000 },
    );
  }

  /** @returns what the stand-in counted */
  effects(): ReturnType<typeof vintedEffects> {
    return vintedEffects(this.vinted.url);
  }

  /** @returns what jobs that took more than one attempt went through; a browser that moves costs none */
  spentAttempts(): Promise<object[]> {
    return this.look(
      `select j.id, j.attempts, e.type, e.reason, e.details
       from user_1.marketplace_jobs j left join user_1.job_events e on e.job_id = j.id
       where j.attempts <> 1 order by j.id, e.id`,
    );
  }

  /** Looks into the database, as nobody but a test does. */
  async look<R extends object>(text: string): Promise<R[]> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      return (await client.query<R>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends everything. */
  async tearDown(): Promise<void> {
    this.plugin?.stop();
    await Promise.all(this.servers.map((server) => server.end('SIGKILL')));
    await this.vinted.stop();
    await this.database.drop();
    await this.folder.remove();
  }

  private send<T>(server: ServerProcess, method: string, path: string, body?: unknown): Promise<T> {
    return demandAsSeller<T>(server.url, method, path, body);
  }
}
