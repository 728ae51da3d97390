import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import type { Apart } from '../../../src/common/database/pools-apart.ts';
import { PREPARED } from '../../../src/common/database/sql.ts';
import type { Sql } from '../../../src/common/database/sql.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('connections that are kept for running jobs', () => {
  let testDatabase: TestDatabase;
  let orm: MikroORM;
  let database: Database;
  let isOpen = false;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
  });
  afterEach(() => orm.close(true));
  afterEach(() => close());
  afterAll(() => testDatabase.drop());

  const open = async (more: Record<string, string> = {}): Promise<void> => {
    const config = testConfig({ DATABASE_URL: testDatabase.url, DB_POOL_MAX: '12', ROLE: 'worker', ...more });
    orm = await MikroORM.init(ormOptions(config));
    database = new Database(orm, config);
    isOpen = true;
  };
  const close = async (): Promise<void> => {
    if (isOpen) await database.onApplicationShutdown();
    isOpen = false;
  };
  const pidOf = async (sql: Sql): Promise<number> =>
    (await sql.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid ?? 0;
  const pid = (apart?: Apart): Promise<number> =>
    database.transaction(pidOf, apart === undefined ? {} : { apart });
  /** Begins so many transactions, each of which stays open. */
  const begin = (count: number, apart?: Apart): { pids: number[]; end(): Promise<unknown> } => {
    const pids: number[] = [];
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const one = (): Promise<void> =>
      database.transaction(
        async (sql) => {
          pids.push(await pidOf(sql));
          await ended;
        },
        apart === undefined ? {} : { apart },
      );
    const all = Promise.all(Array.from({ length: count }, one));
    return {
      pids,
      end: () => {
        end();
        return all;
      },
    };
  };

  it('are two of each kind, used for nothing else, and part of the number that an instance may open', async () => {
    await open();
    const transactions = [begin(3, 'starts'), begin(3, 'ends'), begin(9)];
    const begun = (): number => transactions.flatMap((each) => each.pids).length;
    await waitFor(async () => begun() === 12 && (await database.usage()).waiting === 3, {
      what: 'all but one of each have begun',
    });
    const pids = transactions.map((each) => [...each.pids]);
    expect(pids.map(({ length }) => length)).toEqual([2, 2, 8]);
    expect(new Set(pids.flat()).size).toBe(12);
    await Promise.all(transactions.map((each) => each.end()));
    for (const [index, { pids: used }] of transactions.entries()) expect(pids[index]).toContain(used.at(-1));
    expect(await database.usage()).toEqual({ open: 12, idle: 12, waiting: 0 });
  });

  it.each<[string, Record<string, string>]>([
    ['an instance that runs no jobs', { ROLE: 'api' }],
    ['a small pool', { DB_POOL_MAX: '11' }],
    ['jobs that share no commits', { GROUP_COMMITS: 'none' }],
    ['a pooler that passes no prepared statements on', { DB_PREPARED_STATEMENTS: 'false' }],
  ])('are not kept with %s', async (_, settings) => {
    await open(settings);
    expect(await pid('starts')).toBe(await pid());
    expect(await pid('ends')).toBe(await pid());
  });

  it('are replaced once they remember the statements of as many tenants as they may', async () => {
    await open({ DB_REMEMBERED_TENANTS: '16' });
    const run = (index: number): Promise<unknown> =>
      database.transaction((sql) => sql.query(`select ${index} as value`, [], PREPARED), { apart: 'ends' });
    const first = await pid('ends');
    for (let index = 0; index < 16; index += 1) await run(index);
    expect(await pid('ends')).toBe(first);
    await run(-1);
    expect(await pid('ends')).not.toBe(first);
  });

  it('may break while nobody uses them', async () => {
    await open();
    const first = await pid('ends');
    await database.query('select pg_terminate_backend($1)', [first]);
    await waitFor(async () => (await database.usage()).open === 1, { what: 'the pool has noticed' });
    expect(await pid('ends')).not.toBe(first);
  });

  it('are closed with the program', async () => {
    await open();
    const pids = [await pid('starts'), await pid('ends')];
    await close();
    await waitFor(
      async () =>
        (await database.query('select from pg_stat_activity where pid = any($1)', [pids])).length === 0,
      { what: 'they are gone' },
    );
  });
});
