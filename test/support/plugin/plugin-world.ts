import { Client } from 'pg';
import { Database } from '../../../src/common/database/database.ts';
import { PluginCounters } from '../../../src/plugin/commands/plugin-counters.ts';
import { PendingCommands } from '../../../src/plugin/commands/pending-commands.ts';
import { LocalSessions } from '../../../src/plugin/sessions/local-sessions.ts';
import { Sweep } from '../../../src/queue/sweep.ts';
import { sqlOn } from '../sql-on.ts';
import { startTestApp } from '../test-app.ts';
import type { TestApp } from '../test-app.ts';
import { createTestDatabase } from '../test-database.ts';
import type { TestDatabase } from '../test-database.ts';
import { bearer } from '../tokens.ts';
import { waitFor } from '../wait-for.ts';
import { BrowserMarketplaceModule, seedBrowserCatalogue } from './browser-marketplace.ts';
import { Shop, TestBrowser } from './test-browser.ts';

/** A job as these tests read it. */
export interface SeenJob {
  readonly id: number;
  readonly status: string;
  readonly attempts: number;
  readonly waiting_for: { readonly reason: string } | null;
  readonly error: { readonly code: string } | null;
  readonly tasks: readonly { readonly id: number; readonly step: string; readonly status: string }[];
}

/** A lane as these tests read it. */
export interface SeenLane {
  readonly executor: string | null;
  readonly device: number | null;
  readonly session: number | null;
  readonly holds: readonly string[];
  readonly running: number;
  readonly blockedUntil: Date | null;
}

/** A task as the database has it. */
export interface SeenTask {
  readonly step: string;
  readonly status: string;
  readonly attempt: number;
  readonly key: string | null;
  readonly device: number | null;
  readonly answer: { readonly status: string } | null;
  readonly unknown: number;
}

/** A seller with an account that only a browser reaches, and any number of programs on one database. */
export class PluginWorld {
  readonly shop = new Shop();
  private readonly apps: TestApp[] = [];
  private readonly browsers: TestBrowser[] = [];
  private readonly stopped = new Set<number>();
  accountId = 0;

  private constructor(readonly database: TestDatabase) {}

  /** @returns a world with one program */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<PluginWorld> {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await seedBrowserCatalogue(sqlOn(client));
    await client.end();
    const world = new PluginWorld(database);
    await world.startApp(env);
    world.accountId = await world.connectAccount(1, 'seller-1');
    return world;
  }

  /** Starts a program that runs jobs. */
  async startApp(env: Readonly<Record<string, string>> = {}): Promise<TestApp> {
    const app = await startTestApp({
      database: this.database,
      marketplaces: [BrowserMarketplaceModule],
      env: { ROLE: 'all', TIME_SCALE: '0.1', THROTTLE_PER_MINUTE: '1000000', ...env },
    });
    this.apps.push(app);
    return app;
  }

  /** @returns the program that was started at a place, the first by default */
  app(place = 0): TestApp {
    const app = this.apps[place];
    if (app === undefined) throw new Error(`no program was started at place ${place}`);
    return app;
  }

  /** @returns what a program counts */
  counters(place = 0): PluginCounters {
    return this.app(place).app.get(PluginCounters);
  }

  /** @returns the commands a program waits for */
  pending(place = 0): number {
    return this.app(place).app.get(PendingCommands).size;
  }

  /** @returns how many browsers a program holds */
  sessions(place = 0): number {
    return this.app(place).app.get(LocalSessions).size;
  }

  /** Waits until a program holds so many browsers. */
  async untilSessions(count: number, place = 0): Promise<void> {
    await waitFor(() => this.sessions(place) === count, { what: `${count} browsers at program ${place}` });
  }

  /** Calls the API as a tenant, whatever it answers. */
  async answer(
    method: string,
    path: string,
    tenant = 1,
    scope = 'tenant',
    body?: unknown,
    place = 0,
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const response = await fetch(`${this.app(place).url}${path}`, {
      method,
      headers: {
        authorization: await bearer({ tenant: scope === 'admin' ? null : tenant, scope }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as never) };
  }

  /** Calls the API as a tenant. */
  async call<T>(method: string, path: string, body?: unknown, tenant = 1, place = 0): Promise<T> {
    const answer = await this.answer(method, path, tenant, 'tenant', body, place);
    if (answer.status >= 400) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body as T;
  }

  /** @returns a code for another browser, and the device it is for */
  code(tenant = 1): Promise<{ readonly id: number; readonly pairing_code: string }> {
    return this.call('POST', '/api/plugin/devices', { name: 'Laptop' }, tenant);
  }

  /** @returns a browser without a credential, with an open socket; from another address behind a proxy */
  async stranger(place = 0, address?: string): Promise<TestBrowser> {
    const browser = new TestBrowser(this.shop, '');
    this.browsers.push(browser);
    await browser.open(
      this.app(place).url,
      address === undefined ? {} : { 'x-forwarded-for': `1.1.1.1, ${address}` },
    );
    return browser;
  }

  /** @returns the lane of the account, or of another one */
  async lane(accountId = this.accountId, tenant = 1): Promise<SeenLane> {
    const [lane] = await this.query<SeenLane>(
      `select executor, executor_device as device, executor_session as session, holds, running,
              blocked_until as "blockedUntil"
       from public.lanes where tenant_id = $1 and account_id = $2`,
      [tenant, accountId],
    );
    if (lane === undefined) throw new Error(`account ${accountId} has no lane`);
    return lane;
  }

  /** Waits until the lane is held for exactly these reasons. */
  async untilHolds(...holds: readonly string[]): Promise<SeenLane> {
    return waitFor(
      async () => {
        const lane = await this.lane();
        return [...lane.holds].sort().join() === [...holds].sort().join() ? lane : undefined;
      },
      { what: `the lane to be held for ${holds.join() || 'nothing'}` },
    );
  }

  /** Waits until so many browsers have the account, or accounts of the same seller. */
  async untilAccounts(count: number): Promise<void> {
    await waitFor(async () => (await this.query('select from public.plugin_accounts')).length === count, {
      what: `${count} announced accounts`,
    });
  }

  /** Waits until everything that a browser has said so far was dealt with. */
  async untilAnnounced(browser: TestBrowser): Promise<void> {
    const before = browser.of('error').length;
    browser.send('{"type":"are you there"}');
    await browser.next('error', before + 1);
  }

  /** Waits until a task of a job is as it should be. */
  async untilTask(jobId: number, step: string, is: (task: SeenTask) => boolean): Promise<SeenTask> {
    return waitFor(async () => (await this.tasks(jobId)).find((task) => task.step === step && is(task)), {
      what: `step ${step} of job ${jobId}`,
    });
  }

  /** Cancels a job and waits for its end. */
  async cancel(jobId: number): Promise<void> {
    await this.call('POST', `/api/marketplace/jobs/${jobId}/cancel`);
    await this.until(jobId, 'cancelled');
  }

  /** @returns the tasks of a job as the database has them */
  tasks(jobId: number, tenant = 1): Promise<SeenTask[]> {
    return this.query<SeenTask>(
      `select step, status, attempt, attempt_key as key, device_id as device, answer, unknown_outcomes as unknown
       from user_${tenant}.marketplace_tasks where job_id = $1 order by position`,
      [jobId],
    );
  }

  /** Connects an account. */
  async connectAccount(tenant: number, userId: string): Promise<number> {
    const account = { marketplace: 'shop', name: userId, external_id: userId };
    return (await this.call<{ id: number }>('POST', '/api/marketplace/accounts', account, tenant)).id;
  }

  /** Pairs a browser, by the code that the API gives out. */
  async pair(tenant = 1, userId = 'seller-1'): Promise<TestBrowser> {
    const { pairing_code: code, id } = await this.code(tenant);
    const browser = new TestBrowser(this.shop, '', userId);
    await browser.open(this.app().url);
    browser.send({ type: 'pair', code, plugin_version: '1.0.0' });
    browser.credential = (await browser.next('paired')).credential;
    browser.deviceId = id;
    browser.cut();
    this.browsers.push(browser);
    return browser;
  }

  /** Pairs a browser and connects it. */
  async browser(place = 0): Promise<TestBrowser> {
    const browser = await this.pair();
    await browser.connect(this.app(place).url);
    return browser;
  }

  /** Asks for a product to be published. */
  async publish(tenant = 1): Promise<number> {
    const sku = `S-${crypto.randomUUID().slice(0, 8)}`;
    const product = await this.call<{ id: number }>(
      'POST',
      '/api/products',
      { sku, title: 'Coat', price: '10.00', currency: 'EUR' },
      tenant,
    );
    const account = tenant === 1 ? { account_id: this.accountId } : {};
    const body = { marketplace: 'shop', action_code: 'publish', product_id: product.id, ...account };
    return (await this.call<{ id: number }>('POST', '/api/marketplace/jobs', body, tenant)).id;
  }

  /** @returns a job */
  job(id: number, tenant = 1): Promise<SeenJob> {
    return this.call<SeenJob>('GET', `/api/marketplace/jobs/${id}`, undefined, tenant);
  }

  /** Waits until a job has a status. */
  async until(id: number, status: string, timeoutMs = 20_000, tenant = 1): Promise<SeenJob> {
    let seen: SeenJob | undefined;
    try {
      return await waitFor(
        async () => {
          seen = await this.job(id, tenant);
          return seen.status === status ? seen : undefined;
        },
        { what: `job ${id} to be ${status}`, timeoutMs },
      );
    } catch (error: unknown) {
      throw new Error(`job ${id}: ${JSON.stringify(seen)}`, { cause: error });
    }
  }

  /** Waits until a job waits for something. */
  async untilWaiting(id: number, reason: string): Promise<SeenJob> {
    return waitFor(
      async () => {
        const job = await this.job(id);
        return job.waiting_for?.reason === reason ? job : undefined;
      },
      { what: `job ${id} to wait for ${reason}` },
    );
  }

  /** Runs a statement. */
  query<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.app().app.get(Database).query<R>(text, values);
  }

  /** @returns corrections of lane counters, which must be none */
  async corrections(): Promise<number> {
    const sweep = this.app().app.get(Sweep);
    await sweep.run();
    return sweep.corrections;
  }

  /** Closes one program, as SIGTERM does. */
  async stopApp(place: number): Promise<void> {
    this.stopped.add(place);
    await this.app(place).close();
  }

  /** Cuts every browser's socket. */
  cutAll(): void {
    for (const browser of this.browsers) browser.cut();
  }

  /** Stops everything. */
  async close(): Promise<void> {
    this.cutAll();
    for (const [place, app] of this.apps.entries()) if (!this.stopped.has(place)) await app.close();
    await this.database.drop();
  }
}
