import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from '../../../src/common/database/embedded-postgres/postmaster.ts';
import { query } from '../../support/query.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { waitFor } from '../../support/wait-for.ts';
import { programWithServer } from './program-with-server.ts';

describe('an embedded PostgreSQL whose program is killed', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('shuts down and leaves no file if it does not persist', async () => {
    const program = await programWithServer({ dataDir: folder.path, persistent: false });
    expect(isAlive(program.pid)).toBe(true);
    await program.kill();
    await waitFor(() => !isAlive(program.pid), { what: 'the server to end' });
    await waitFor(() => !existsSync(program.home), { what: 'its folder to go' });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('shuts down, and the next program finds the data, if it persists', async () => {
    const options = { dataDir: folder.path, persistent: true };
    const program = await programWithServer(options);
    await query(program.url, 'create table kept (n int); insert into kept values (7)');
    await program.kill();
    await waitFor(() => !isAlive(program.pid), { what: 'the server to end' });

    const next = await programWithServer(options);
    try {
      expect(await query(next.url, 'select n from kept')).toEqual([{ n: 7 }]);
    } finally {
      await next.kill();
      await waitFor(() => !isAlive(next.pid), { what: 'the server to end' });
    }
  });
});
