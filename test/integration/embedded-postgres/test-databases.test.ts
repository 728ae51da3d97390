import { afterEach, describe, expect, it } from '@jest/globals';
import { createDatabase } from '../../support/embedded-database.ts';
import type { TestDatabase } from '../../support/embedded-database.ts';
import { query } from '../../support/query.ts';
import { waitFor } from '../../support/wait-for.ts';

const serverUrl = process.env['STOFLOW_TEST_DATABASE_URL'] ?? '';

describe('databases of tests', () => {
  const made: TestDatabase[] = [];
  afterEach(async () => {
    for (const database of made.splice(0)) await database.drop();
  });

  it('are clones of a template that is prepared once, and know nothing of each other', async () => {
    let prepared = 0;
    const template = {
      name: 'clones',
      prepareTemplate: async (url: string): Promise<void> => {
        prepared++;
        await query(url, 'create table things (n int); insert into things values (1)');
      },
    };
    const databases = await Promise.all([1, 2, 3].map(() => createDatabase(template)));
    made.push(...databases);
    const [first, second] = databases as [TestDatabase, TestDatabase];
    await query(first.url, 'insert into things values (2)');
    expect(await query(first.url, 'select n from things')).toHaveLength(2);
    expect(await query(second.url, 'select n from things')).toEqual([{ n: 1 }]);
    expect(prepared).toBe(1);
  });

  it('do not come from a template that failed half-way', async () => {
    const name = 'fails_first';
    const failing = async (url: string): Promise<void> => {
      await query(url, 'create table half (n int)');
      throw new Error('migration failed');
    };
    await expect(createDatabase({ name, prepareTemplate: failing })).rejects.toThrow('migration failed');
    const database = await createDatabase({ name, prepareTemplate: () => Promise.resolve() });
    made.push(database);
    expect(await query(database.url, `select * from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  it('are gone once dropped, even while somebody is connected', async () => {
    const database = await createDatabase();
    const sleeping = query(database.url, 'select pg_sleep(60)');
    const broken = expect(sleeping).rejects.toMatchObject({ code: '57P01' });
    const connected = `select 1 from pg_stat_activity where datname = '${database.name}' and query like '%pg_sleep%'`;
    await waitFor(async () => (await query(serverUrl, connected)).length > 0, {
      what: 'somebody to connect',
    });
    await database.drop();
    await broken;
    await expect(query(database.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
