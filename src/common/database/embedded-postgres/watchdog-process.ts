import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { ClusterUse } from './cluster-users.ts';

/**
 * Starts the program that gives a cluster back should this process be killed, and waits until it watches: a server is not
 * started before somebody stands ready to stop it.
 * @param use the claim to give back
 * @returns the child process
 * @throws {Error} when the program does not start
 */
export async function startWatchdog(use: ClusterUse): Promise<ChildProcess> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const program = fileURLToPath(new URL(`watchdog.${extension}`, import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(use)], {
    cwd: '/',
    env: {},
    // A session of its own: what ends our process group must not end the watchdog with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The watchdog of PostgreSQL did not start: it ended with exit code ${String(code)}.`);
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  child.stdout.destroy();
  child.unref();
  // An open pipe must not keep a program alive that forgot to stop its server: its end closes the pipe.
  (child.stdin as Socket).unref();
  return child;
}

/**
 * Lets the watchdog do its work now, and waits until it has.
 * @param child what {@link startWatchdog} gave
 */
export async function endWatchdog(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
}
