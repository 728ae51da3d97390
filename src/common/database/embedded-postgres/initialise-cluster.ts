import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAs } from './database-account.ts';
import type { DatabaseAccount } from './database-account.ts';
import { isAlive } from './postmaster.ts';

/** The superuser of every embedded cluster. */
export const DATABASE_USER = 'stoflow';

/** The file with the superuser's password. */
export const passwordFile = (home: string): string => join(home, 'cluster', 'password');

/**
 * Makes the cluster of a home unless it has one. It is made aside and renamed into place together with its password, so a
 * crash leaves no half of it and of two processes that try at once one wins.
 * @param home folder of the cluster
 * @param initdb path of the program
 * @param account who will run the server
 * @param sync whether to wait until the new files are on disk
 * @throws {Error} with what `initdb` said, if it fails
 */
export async function initialiseCluster(
  home: string,
  initdb: string,
  account: DatabaseAccount | undefined,
  sync: boolean,
): Promise<void> {
  const cluster = join(home, 'cluster');
  await removeUnfinished(home);
  if (await exists(cluster)) return;
  const making = join(home, `making-${process.pid}-${randomBytes(4).toString('hex')}`);
  const password = join(making, 'password');
  await mkdir(join(making, 'data'), { recursive: true, mode: 0o700 });
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [password, join(making, 'data')]) await chown(path, account.uid, account.gid);
    await chown(making, process.getuid?.() ?? 0, account.gid);
    await chmod(making, 0o710);
  }
  await runAs(account, initdb, [
    `--pgdata=${join(making, 'data')}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in provider has C.UTF-8 on every machine, whatever locales its operating system knows.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(sync ? [] : ['--no-sync']),
  ]);
  try {
    await rename(making, cluster);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!(await exists(cluster))) throw error;
  }
}

async function removeUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^making-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(home, name), { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
