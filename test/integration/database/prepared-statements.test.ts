import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { PREPARED } from '../../../src/common/database/sql.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

describe('prepared statements', () => {
  let database: TestDatabase;
  let orm: MikroORM | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => orm?.close(true));
  afterAll(() => database.drop());

  const open = async (more: Record<string, string> = {}): Promise<Database> => {
    const config = testConfig({ DATABASE_URL: database.url, DB_POOL_MAX: '2', ...more });
    orm = await MikroORM.init(ormOptions(config));
    return new Database(orm, config);
  };
  const remembered = (db: Database): Promise<{ statement: string; runs: number }[]> =>
    db.query(
      'select statement, (generic_plans + custom_plans)::int as runs from pg_prepared_statements order by 1',
    );
  const backend = async (db: Database): Promise<number> =>
    (await db.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid ?? 0;

  it('are remembered by their connection; others are not', async () => {
    const db = await open();
    for (const value of [1, 2, 3]) {
      expect(await db.query('select $1::int as value', [value], PREPARED)).toEqual([{ value }]);
    }
    await db.query('select $1::int as other', [1]);
    expect(await remembered(db)).toEqual([{ statement: 'select $1::int as value', runs: 3 }]);
  });

  it('are the same inside and outside of a transaction', async () => {
    const db = await open();
    await db.query('select $1::int as value', [1], PREPARED);
    await db.transaction((sql) => sql.query('select $1::int as value', [2], PREPARED));
    expect(await remembered(db)).toEqual([{ statement: 'select $1::int as value', runs: 2 }]);
  });

  it('are bounded: a connection that remembers too many is replaced', async () => {
    const db = await open();
    const first = await backend(db);
    for (let index = 0; index < 128; index += 1) await db.query(`select ${index} as value`, [], PREPARED);
    expect(await backend(db)).toBe(first);
    await db.query('select -1 as value', [], PREPARED);
    expect(await backend(db)).not.toBe(first);
    expect(await remembered(db)).toEqual([]);
  });

  it('end their connection when a migration has changed what they return, so that the next run succeeds', async () => {
    const db = await open();
    await db.query('create table changing (id int)');
    const read = (): Promise<object[]> => db.query('select * from changing', [], PREPARED);
    await read();
    await db.query('alter table changing add column name text');
    await expect(read()).rejects.toMatchObject({ code: '0A000' });
    expect(await read()).toEqual([]);
    await db.query('alter table changing drop column name');
    await expect(
      db.transaction((sql) => sql.query('select * from changing', [], PREPARED)),
    ).rejects.toThrow();
    expect(await read()).toEqual([]);
  });

  it('can be switched off', async () => {
    const db = await open({ DB_PREPARED_STATEMENTS: 'false' });
    await db.query('select $1::int as value', [1], PREPARED);
    expect(await remembered(db)).toEqual([]);
  });
});
