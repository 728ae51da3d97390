import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPostmaster, isAlive, stopPostmaster } from './postmaster.ts';

/** A process's claim on a cluster. */
export interface ClusterUse {
  readonly home: string;
  /** Path of the file that stands for the claim; its name begins with the process's id. */
  readonly file: string;
  /** Whether the cluster outlives its last user. */
  readonly persistent: boolean;
}

const mine = new Set<string>();

/**
 * Notes that this process uses a cluster, before it looks whether a server runs: then either the one who leaves sees the
 * newcomer and lets the server run, or the newcomer sees it stop and starts another. No lock is needed.
 * @param home folder of the cluster
 * @param persistent whether the cluster outlives its last user
 * @returns the claim
 */
export async function joinCluster(home: string, persistent: boolean): Promise<ClusterUse> {
  const name = `${process.pid}-${randomBytes(4).toString('hex')}`;
  await mkdir(join(home, 'users'), { recursive: true, mode: 0o700 });
  const file = join(home, 'users', name);
  mine.add(name);
  // 'wx' follows no link that somebody else may have put there.
  await writeFile(file, '', { flag: 'wx' });
  return { home, file, persistent };
}

/**
 * Gives a claim back; the last one to leave stops the server and removes a cluster that does not persist. Harmless when repeated.
 * @param use the claim
 */
export async function leaveCluster(use: ClusterUse): Promise<void> {
  await rm(use.file, { force: true });
  if (await hasUsers(use.home)) return;
  const postmaster = await findPostmaster(use.home);
  if (postmaster !== undefined) await stopPostmaster(postmaster.pid);
  if (!use.persistent) await rm(use.home, { recursive: true, force: true, maxRetries: 3 });
}

/** Files of processes that died together with their watchdog do not count; in containers process ids repeat, so our own is looked up. */
async function hasUsers(home: string): Promise<boolean> {
  const names = await readdir(join(home, 'users')).catch(() => []);
  return names.some((name) => {
    const pid = Number.parseInt(name, 10);
    return pid === process.pid ? mine.has(name) : isAlive(pid);
  });
}
