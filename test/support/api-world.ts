import { Client } from 'pg';
import { Database } from '../../src/common/database/database.ts';
import { ScriptedMarket, ScriptedMarketplaceModule, seedScriptedCatalogue } from './scripted-marketplace.ts';
import { SecondMarketplaceModule, seedSecondCatalogue } from './second-marketplace.ts';
import { sqlOn } from './sql-on.ts';
import { startTestApp } from './test-app.ts';
import { createTestDatabase } from './test-database.ts';
import type { TestDatabase } from './test-database.ts';
import { bearer } from './tokens.ts';

const FURTHER = ['delete', 'update', 'sync_orders'] as const;

/** What the application answered. */
export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Makes a request as somebody. */
export type Caller = <T = Record<string, never>>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer<T>>;

/** A job as tests read it. */
export interface JobBody {
  readonly id: number;
  readonly status: string;
  readonly [field: string]: unknown;
}

/** A batch as tests read it. */
export interface BatchBody {
  readonly id: number;
  readonly status: string;
  readonly progress: {
    readonly total: number;
    readonly ended: number;
    readonly percent: number;
    readonly counts: Readonly<Record<string, number>>;
  };
  readonly [field: string]: unknown;
}

/** The application without a worker by default, with two marketplaces for tests: what is asked for stays as it was stored. */
export class ApiWorld {
  private serial = 0;

  private constructor(
    private readonly running: Awaited<ReturnType<typeof startTestApp>>,
    private readonly remove: () => Promise<void>,
    /** Where the database is. */
    readonly databaseUrl: string,
    readonly market: ScriptedMarket,
    readonly db: Database,
  ) {}

  /**
   * @param env variables that differ from its usual ones; ROLE=all makes one that also runs jobs
   * @param existing a database with two tenants; a new one where absent
   * @returns the running application
   */
  static async start(env: Readonly<Record<string, string>> = {}, existing?: TestDatabase): Promise<ApiWorld> {
    const database = existing ?? (await createTestDatabase());
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const sql = sqlOn(client);
    await seedScriptedCatalogue(sql, { further: FURTHER });
    await seedSecondCatalogue(sql);
    await client.end();
    const market = new ScriptedMarket();
    const app = await startTestApp({
      database,
      env: { THROTTLE_PER_MINUTE: '1000000', ...env },
      modules: [ScriptedMarketplaceModule.with(market, FURTHER), SecondMarketplaceModule],
    });
    return new ApiWorld(app, () => database.drop(), database.url, market, app.app.get(Database));
  }

  /** @returns a part of the application */
  get<T>(type: abstract new (...parameters: never[]) => T): T {
    return this.running.app.get(type as never, { strict: false });
  }

  /** @returns `http://127.0.0.1:<port>` */
  get url(): string {
    return this.running.url;
  }

  /** @returns lines of JSON that it has logged */
  get logs(): readonly string[] {
    return this.running.logs;
  }

  /** Closes the application and removes its database. */
  async close(): Promise<void> {
    await this.running.close();
    await this.remove();
  }

  /** @returns somebody who makes requests as a tenant, or with another scope */
  as(tenant: number | null, scope = 'tenant'): Caller {
    return async (method, path, body, headers = {}) => {
      const response = await fetch(`${this.running.url}${path}`, {
        method,
        headers: {
          authorization: await bearer({ tenant, scope }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as never };
    };
  }

  /** Connects an account, whose lane then exists. */
  async account(tenant: number, marketplace = 'testmarket', settings: object = {}): Promise<number> {
    this.serial += 1;
    const answer = await this.as(tenant)<{ id: number }>('POST', '/api/marketplace/accounts', {
      marketplace,
      name: `Shop ${this.serial}`,
      external_id: `shop-${this.serial}`,
      credentials: { refresh_token: 'refresh' },
      settings,
    });
    if (answer.status !== 201) throw new Error(`no account: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  }

  /** Makes products; `fields` are columns with values in SQL. */
  async products(
    tenant: number,
    count: number,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<number[]> {
    this.serial += 1;
    const columns = Object.keys(fields).map((name) => `, ${name}`);
    const values = Object.values(fields).map((value) => `, '${value}'`);
    const rows = await this.db.query<{ id: number }>(
      `insert into user_${tenant}.products (sku, title, price, currency, pictures${columns.join('')})
       select 'P${this.serial}-' || n, 'Coat ' || n, 10, 'EUR', '[]'${values.join('')}
       from generate_series(1, $1::int) n returning id`,
      [count],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes a product, unless one is named, and a job that publishes it. */
  async job(tenant: number, body: Readonly<Record<string, unknown>> = {}): Promise<JobBody> {
    const [product] = 'product_id' in body ? [] : await this.products(tenant, 1);
    const answer = await this.as(tenant)<JobBody>('POST', '/api/marketplace/jobs', {
      marketplace: 'testmarket',
      action_code: 'publish',
      ...(product !== undefined && { product_id: product }),
      ...body,
    });
    if (answer.status !== 201) throw new Error(`no job: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Puts a job into a status that only a run leads to, as the database would have it after that run. */
  async pretend(tenant: number, jobId: number, status: string): Promise<void> {
    const over = status !== 'processing';
    await this.db.query(
      `update user_${tenant}.marketplace_jobs
       set status = $2, epoch = epoch + 1, started_at = now(), waiting_for = null, waiting_since = null,
           completed_at = case when $3 then now() end,
           error = case when $2 = 'failed' then '{"code":"test.no","message":"never"}'::jsonb end
       where id = $1`,
      [jobId, status, over],
    );
    if (over) {
      await this.db.query(`delete from public.job_queue where tenant_id = $1 and job_id = $2`, [
        tenant,
        jobId,
      ]);
    } else {
      await this.db.query(
        `update public.job_queue set state = 'leased', epoch = epoch + 1, owner = gen_random_uuid()
         where tenant_id = $1 and job_id = $2`,
        [tenant, jobId],
      );
    }
  }
}

/** @returns the codes of the wrong fields in an answer, by field */
export function fieldCodes(body: unknown): Record<string, string> {
  const { fields = [] } = body as { fields?: readonly { field: string; code: string }[] };
  return Object.fromEntries(fields.map(({ field, code }) => [field, code]));
}
