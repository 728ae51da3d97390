import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { PREPARED } from '../../../src/common/database/sql.ts';
import type { Transaction } from '../../../src/common/database/sql.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

const INSERT = 'insert into note (id) values ($1) returning id';

describe('a transaction', () => {
  let testDatabase: TestDatabase;
  let orm: MikroORM;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const config = testConfig({ DATABASE_URL: testDatabase.url, DB_POOL_MAX: '2' });
    orm = await MikroORM.init(ormOptions(config));
    database = new Database(orm, config);
    await database.query('create table note (id int primary key)');
  });
  beforeEach(() => database.query('truncate note'));
  afterAll(async () => {
    await orm.close(true);
    await testDatabase.drop();
  });

  const stored = async (): Promise<readonly number[]> =>
    (await database.query<{ id: number }>('select id from note order by id')).map(({ id }) => id);

  it('carries out statements that are sent side by side one after the other', async () => {
    const counts = await database.transaction(async (sql) => {
      await sql.send(INSERT, [1]);
      return Promise.all([
        sql.query<{ n: number }>('select count(*)::int as n from note'),
        sql.query<{ n: number }>('insert into note values (2), (3) returning 0 as n'),
        sql.query<{ n: number }>('select count(*)::int as n from note'),
      ]);
    });
    expect([counts[0][0]?.n, counts[2][0]?.n]).toEqual([1, 3]);
    expect(await stored()).toEqual([1, 2, 3]);
  });

  it('fails as a whole where a statement fails that nobody waited for', async () => {
    const work = async (sql: Transaction): Promise<string> => {
      await sql.send(INSERT, [1]);
      await sql.send(INSERT, [1]);
      await sql.send(INSERT, [2]);
      return 'done';
    };
    await expect(database.transaction(work)).rejects.toMatchObject({ code: '23505' });
    expect(await stored()).toEqual([]);
  });

  it('ends with its last statement, behind which nothing comes', async () => {
    let later: unknown;
    const rows = await database.transaction(async (sql) => {
      const last = await sql.last<{ id: number }>(INSERT, [1]);
      try {
        await sql.query(INSERT, [2]);
      } catch (error: unknown) {
        later = error;
      }
      return last;
    });
    expect(rows).toEqual([{ id: 1 }]);
    expect(later).toEqual(new Error('a statement came after the end of its transaction'));
    expect(await stored()).toEqual([1]);
  });

  it('ends with several statements, none of which waits for another', async () => {
    const counts = (sql: Transaction): Promise<{ n: number }[]> =>
      sql.query('select count(*)::int as n from note');
    const found = await database.transaction((sql) =>
      sql.lastOf(() => Promise.all([counts(sql), sql.query(INSERT, [1]), counts(sql)])),
    );
    expect([found[0], found[2]]).toEqual([[{ n: 0 }], [{ n: 1 }]]);
    expect(await stored()).toEqual([1]);
    const late = database.transaction((sql) =>
      sql.lastOf(async () => {
        await sql.query(INSERT, [2]);
        return sql.query(INSERT, [3]);
      }),
    );
    await expect(late).rejects.toThrow('a statement came after the end');
    await expect(
      database.transaction((sql) =>
        sql.lastOf(() => Promise.all([sql.query(INSERT, [4]), sql.query(INSERT, [4])])),
      ),
    ).rejects.toMatchObject({ code: '23505' });
    expect(await stored()).not.toContain(4);
  });

  it('is not there where its last statement fails', async () => {
    const work = async (sql: Transaction): Promise<unknown> => {
      await sql.send(INSERT, [1]);
      return sql.last(INSERT, [1]);
    };
    await expect(database.transaction(work)).rejects.toMatchObject({ code: '23505' });
    expect(await stored()).toEqual([]);
  });

  it('takes no statement of work that goes on after it was given up', async () => {
    let goOn: (() => void) | undefined;
    let straggler: Promise<unknown> | undefined;
    const work = async (sql: Transaction): Promise<void> => {
      const waiting = new Promise<void>((resolve) => (goOn = resolve));
      straggler = waiting.then(() => sql.query(INSERT, [1]));
      await sql.query('select 1 / 0');
    };
    await expect(database.transaction(work)).rejects.toMatchObject({ code: '22012' });
    goOn?.();
    await expect(straggler).rejects.toThrow('a statement came after the end of its transaction');
    expect(await stored()).toEqual([]);
  });

  it('does not pass for committed where an error was caught and PostgreSQL rolled it back', async () => {
    const work = async (sql: Transaction): Promise<void> => {
      await sql.query(INSERT, [1]);
      await sql.query(INSERT, [1]).catch(() => undefined);
    };
    await expect(database.transaction(work)).rejects.toThrow('rolled back at its commit');
    expect(await stored()).toEqual([]);
  });

  it('plans prepared statements without their values where it is told to, and nothing after it does', async () => {
    const mode = `select current_setting('plan_cache_mode') as mode`;
    const planned = await database.transaction(
      async (sql) => {
        await sql.query(INSERT, [1], PREPARED);
        await sql.query(INSERT, [2], PREPARED);
        return sql.query<{ generic: number; custom: number }>(
          `select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
           where statement = $1`,
          [INSERT],
        );
      },
      { lookups: true },
    );
    expect(planned).toEqual([{ generic: 2, custom: 0 }]);
    expect(await database.query(mode)).toEqual([{ mode: 'auto' }]);
  });

  it('is refused where a lock is not to be had in time', async () => {
    await database.transaction(async (sql) => {
      await sql.query('lock table note');
      const refused = database.transaction((other) => other.last(INSERT, [1]), { lockWaitMs: 1 });
      await expect(refused).rejects.toMatchObject({ code: '55P03' });
    });
    expect(await stored()).toEqual([]);
  });

  it('leaves its connection fit for the next, whatever became of it', async () => {
    for (let n = 0; n < 4; n += 1) {
      await expect(database.transaction((sql) => sql.query('select 1 / 0'))).rejects.toThrow();
    }
    await database.transaction((sql) => sql.send(INSERT, [7]));
    expect(await stored()).toEqual([7]);
  });
});
