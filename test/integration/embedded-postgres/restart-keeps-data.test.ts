import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import { isAlive } from '../../../src/common/database/embedded-postgres/postmaster.ts';
import { query } from '../../support/query.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';

describe('a persistent embedded PostgreSQL', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('keeps data and address credentials from one start to the next, and leaves no process in between', async () => {
    const options = { dataDir: join(folder.path, 'data'), persistent: true };
    const first = await EmbeddedPostgres.start(options);
    await query(first.url, 'create table kept (n int); insert into kept values (42)');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    expect(readdirSync(join(first.home, 'users'))).toEqual([]);

    const second = await EmbeddedPostgres.start(options);
    try {
      expect(second.home).toBe(first.home);
      expect(new URL(second.url).password).toBe(new URL(first.url).password);
      expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
    } finally {
      await second.stop();
    }
  });

  it('is made with safe and stated settings', async () => {
    const server = await EmbeddedPostgres.start({
      dataDir: folder.path,
      persistent: false,
      settings: { work_mem: '5MB' },
    });
    try {
      const settings = await query(
        server.url,
        `select name, setting from pg_settings where name in
           ('fsync', 'listen_addresses', 'max_connections', 'password_encryption', 'server_encoding',
            'unix_socket_directories', 'work_mem') order by name`,
      );
      expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
        fsync: 'on',
        listen_addresses: '127.0.0.1',
        max_connections: '200',
        password_encryption: 'scram-sha-256',
        server_encoding: 'UTF8',
        unix_socket_directories: '',
        work_mem: '5120',
      });
      expect(
        await query(
          server.url,
          `select datname, datlocprovider, datlocale, pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()`,
        ),
      ).toEqual([{ datname: 'stoflow', datlocprovider: 'b', datlocale: 'C.UTF-8', owner: 'stoflow' }]);
      const wrong = new URL(server.url);
      wrong.password = 'guessed';
      await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await server.stop();
    }
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(server.home)).toBe(false);
    expect(readdirSync(folder.path)).toEqual([]);
  });
});
