import { readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import { dataFolder, isAlive } from '../../../src/common/database/embedded-postgres/postmaster.ts';
import { query } from '../../support/query.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { waitFor } from '../../support/wait-for.ts';
import { programWithServer } from './program-with-server.ts';

describe('programs that name the same persistent folder', () => {
  let folder: TemporaryFolder;
  let options: { readonly dataDir: string; readonly persistent: true };
  beforeEach(async () => {
    folder = await temporaryFolder();
    options = { dataDir: folder.path, persistent: true };
  });
  afterEach(() => folder.remove());

  it('share one server, which ends with the last of them', async () => {
    const [mine, other] = await Promise.all([EmbeddedPostgres.start(options), programWithServer(options)]);
    try {
      expect(other.pid).toBe(mine.pid);
      expect(other.url).toBe(mine.url);
      await mine.stop();
      expect(await query(other.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    } finally {
      await other.kill();
    }
    await waitFor(() => !isAlive(mine.pid), { what: 'the server to end' });
  });

  it('take over a server that lost its program and its watchdog', async () => {
    const program = await programWithServer(options);
    await killWatchdogs(program.home);
    await program.kill();
    expect(isAlive(program.pid)).toBe(true);

    const server = await EmbeddedPostgres.start(options);
    expect(server.pid).toBe(program.pid);
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
  });

  it('are not misled by a lock file whose number belongs to another program now', async () => {
    const first = await EmbeddedPostgres.start(options);
    const lock = join(dataFolder(first.home), 'postmaster.pid');
    const text = readFileSync(lock, 'utf8');
    await first.stop();
    await writeFile(lock, text.replace(/^\d+/, String(process.pid)));

    const second = await EmbeddedPostgres.start(options);
    expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await second.stop();
  });
});

/** Kills the watchdogs of a cluster, which are known by their argument. */
async function killWatchdogs(home: string): Promise<void> {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    let command = '';
    try {
      command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
    } catch {
      continue;
    }
    if (!command.includes('watchdog') || !command.includes(home)) continue;
    process.kill(Number(name), 'SIGKILL');
    await waitFor(() => !isAlive(Number(name)), { what: 'the watchdog to end' });
  }
}
