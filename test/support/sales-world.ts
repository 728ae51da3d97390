import { Database } from '../../src/common/database/database.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import type { Effect } from '../../src/domain/effects.ts';
import { EffectWriter } from '../../src/ledger/effect-writer.ts';
import type { JobRow } from '../../src/ledger/rows.ts';
import { SaleRecorder } from '../../src/ledger/sales/sale-recorder.ts';
import type { RecordedSale, Sale } from '../../src/ledger/sales/sale.ts';
import { workerWorld } from './worker-world.ts';
import type { Worker, WorkerWorld } from './worker-world.ts';

/** A seller with three accounts, and products that are listed on them. */
export interface SalesWorld extends WorkerWorld {
  readonly worker: Worker;
  readonly database: Database;
  /** Ids of the accounts. */
  readonly accounts: readonly [number, number, number];
  /** Makes a product with a live listing on each of some accounts; its external id is `item_id`. */
  product(quantity: number, accounts: readonly number[], shown?: Record<string, string>): Promise<number>;
  /** Counts a sale as the journal does. */
  sell(sale: Partial<Sale> & Pick<Sale, 'source' | 'accountId'>): Promise<RecordedSale>;
  /** Applies what a step of a sync or an import on an account found, as the journal does. */
  find(accountId: number, ...effects: readonly Effect[]): Promise<void>;
  /** `quantity status` of a product. */
  stock(productId: number): Promise<string>;
  /** Jobs of a product in order: `account action status priority`. */
  jobs(productId: number): Promise<readonly string[]>;
  /** Open questions: `code subject`. */
  questions(): Promise<readonly string[]>;
  /** Listings of a product in order: `account status`. */
  listings(productId: number): Promise<readonly string[]>;
}

/**
 * @param env of the one instance; by default it runs nothing
 * @returns the world
 */
export async function salesWorld(env: Record<string, string> = { ROLE: 'api' }): Promise<SalesWorld> {
  const world = await workerWorld({ further: ['delete', 'update', 'sync_orders'] });
  const worker = await world.start(env);
  const database = worker.get(Database);
  const { schema, id: tenantId } = world.tenant;
  const open = (name: string): Promise<number> =>
    database.transaction(async (sql) => {
      const [account] = await sql.query<{ id: number }>(
        `insert into ${schema}.marketplace_accounts (marketplace, name, external_id)
         values ('testmarket', $1, $1) returning id`,
        [name],
      );
      const accountId = account?.id ?? 0;
      await worker.get(Lanes).open(sql, { tenantId, accountId, marketplace: 'testmarket', maxRunning: 4 });
      return accountId;
    });
  const accounts = [1, await open('second'), await open('third')] as const;
  let item = 0;

  return {
    ...world,
    worker,
    database,
    accounts,
    product: async (quantity, on, shown = {}) => {
      const [product] = await database.query<{ id: number }>(
        `insert into ${schema}.products (sku, title, price, currency, quantity)
         values ('COAT-' || $1, 'Coat', 10, 'EUR', $2) returning id`,
        [(item += 1), quantity],
      );
      for (const accountId of on) {
        await database.query(
          `insert into ${schema}.listings (product_id, account_id, status, external_ids, shown)
           values ($1, $2, 'live', jsonb_build_object('item_id', $3::text), $4)`,
          [product?.id, accountId, `${accountId}-${item}`, JSON.stringify(shown)],
        );
      }
      return product?.id ?? 0;
    },
    sell: (sale) =>
      database.transaction(async (sql) => {
        await worker.get(Lanes).lockTenant(sql, tenantId);
        return worker.get(SaleRecorder).record(sql, world.tenant, { quantity: 1, actor: 'test', ...sale });
      }),
    find: (accountId, ...effects) =>
      database.transaction(async (sql) => {
        const writer = worker.get(EffectWriter);
        const [job] = await sql.query<JobRow>(
          `insert into ${schema}.marketplace_jobs
             (action_type_id, marketplace, action_code, account_id, priority, max_attempts, status)
           values (1, 'testmarket', 'import', $1, 3, 3, 'completed')
           returning id, account_id as "accountId", product_id as "productId", marketplace`,
          [accountId],
        );
        if (job === undefined) throw new Error('no job');
        await writer.applyToAccount(sql, world.tenant, job, effects);
        await writer.applyRest(sql, world.tenant, job, effects);
      }),
    stock: async (productId) => {
      const [row] = await database.query<{ line: string }>(
        `select quantity || ' ' || status as line from ${schema}.products where id = $1`,
        [productId],
      );
      return row?.line ?? '';
    },
    jobs: async (productId) => {
      const rows = await database.query<{ line: string }>(
        `select concat_ws(' ', account_id, action_code, status, priority) as line
         from ${schema}.marketplace_jobs where product_id = $1 order by id`,
        [productId],
      );
      return rows.map(({ line }) => line);
    },
    questions: async () => {
      const rows = await database.query<{ line: string }>(
        `select concat_ws(' ', code, subject) as line from ${schema}.pending_actions
         where status = 'open' order by id`,
      );
      return rows.map(({ line }) => line);
    },
    listings: async (productId) => {
      const rows = await database.query<{ line: string }>(
        `select account_id || ' ' || status as line from ${schema}.listings where product_id = $1 order by id`,
        [productId],
      );
      return rows.map(({ line }) => line);
    },
  };
}
