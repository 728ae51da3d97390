import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { PREPARED } from '../../../src/common/database/sql.ts';
import type { Sql } from '../../../src/common/database/sql.ts';
import { ormOptions } from '../../../src/mikro-orm.config.ts';
import { testConfig } from '../../support/test-config.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

describe('statements that travel together', () => {
  let testDatabase: TestDatabase;
  let orm: MikroORM;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const config = testConfig({ DATABASE_URL: testDatabase.url, DB_POOL_MAX: '4' });
    orm = await MikroORM.init(ormOptions(config));
    database = new Database(orm, config);
    await database.query('create table public.notes (note text)');
  });
  afterAll(async () => {
    await orm.close(true);
    await testDatabase.drop();
  });

  const backend = (sql: Sql): Promise<{ pid: number }[]> => sql.query('select pg_backend_pid() as pid');

  it('are carried out by one connection, each for itself and in the order of the calls', async () => {
    const [[first], , [second], [count]] = await database.together((sql) =>
      Promise.all([
        backend(sql),
        sql.send(`insert into public.notes values ('sent')`),
        backend(sql),
        sql.query<{ n: number }>('select count(*)::int as n from public.notes', [], PREPARED),
      ]),
    );
    expect(first).toEqual(second);
    expect(count).toEqual({ n: 1 });
  });

  it('fail one by one: the others are carried out, and the connection goes on', async () => {
    let before: { pid: number }[] = [];
    await expect(
      database.together(async (sql) => {
        before = await backend(sql);
        await Promise.all([
          sql.query('select 1 / 0'),
          sql.query(`insert into public.notes values ('behind a failure'), ('as well')`),
        ]);
      }),
    ).rejects.toMatchObject({ code: '22012' });
    expect(await database.query('select from public.notes')).toHaveLength(3);
    expect(await backend(database)).toEqual(before);
  });

  it('leave nobody waiting where their connection breaks', async () => {
    await expect(
      database.together((sql) =>
        Promise.all([sql.query('select pg_terminate_backend(pg_backend_pid())'), sql.query('select 1')]),
      ),
    ).rejects.toThrow();
    expect(await database.query('select 1 as value')).toEqual([{ value: 1 }]);
    expect(await database.usage()).toMatchObject({ waiting: 0 });
  });
});
