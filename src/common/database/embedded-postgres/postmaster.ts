import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A PostgreSQL server as its lock file `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The data directory of a cluster inside its home. */
export const dataFolder = (home: string): string => join(home, 'cluster', 'data');

/**
 * @param home folder of the cluster
 * @returns the server that runs on it, or undefined if none does (a lock file left by a crash counts for nothing)
 */
export async function findPostmaster(home: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(dataFolder(home), 'postmaster.pid'), 'utf8').catch(() => '');
  // The lines of the file: src/include/utils/pidfile.h of PostgreSQL. The last one, the status, is padded with blanks.
  const [pid, , , port, , , , status] = text.split('\n').map((line) => line.trim());
  if (!pid || !isServer(Number(pid))) return undefined;
  return { pid: Number(pid), port: Number(port), ready: status === 'ready' };
}

/**
 * @param pid of any process
 * @returns whether it runs; one that is dead but not yet collected by its parent does not
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  // "pid (name) state …": the name may hold blanks and brackets, so the state is what follows the last bracket.
  return !/^.*\) Z/s.test(procFile(pid, 'stat') ?? '');
}

/**
 * After a crash of the machine a number may have passed on to another program. Without /proc the lock file is believed.
 * @param pid from a lock file
 * @returns whether it is a running PostgreSQL
 */
export function isServer(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const command = procFile(pid, 'cmdline')?.split('\0')[0];
  return command === undefined || /^postgres\b/.test(basename(command));
}

function procFile(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Ends a server: rolls back what is open and writes a checkpoint ("fast shutdown"), or, if that takes longer than 30 s, at once.
 * Recovery at the next start makes up for the latter.
 * @param pid of the server
 */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await waitUntilGone(pid, 30_000)) return;
  }
}

/**
 * @param pid of any process
 * @param timeoutMs how long to wait, in milliseconds
 * @returns whether it is gone
 */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await delay(10);
  }
  return true;
}
