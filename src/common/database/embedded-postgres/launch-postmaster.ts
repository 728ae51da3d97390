import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { asAccount } from './database-account.ts';
import type { DatabaseAccount } from './database-account.ts';
import { dataFolder, findPostmaster, isAlive, isServer } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';

/** What a server is started with. */
export interface LaunchOptions {
  readonly home: string;
  readonly postgres: string;
  readonly account: DatabaseAccount | undefined;
  /** TCP port on 127.0.0.1; 0 picks a free one. */
  readonly port: number;
  /** Settings of `postgresql.conf` by name. */
  readonly settings: Readonly<Record<string, string>>;
}

const LAUNCH_TIMEOUT_MS = 60_000;

/**
 * Starts a server and waits until it answers. It is a process group of its own: Ctrl-C in the terminal ends the program, which then
 * stops its server, not both at once.
 * @param options see {@link LaunchOptions}
 * @returns the server
 * @throws {Error} with the end of the server's log, if it does not come up
 */
export async function launchPostmaster(options: LaunchOptions): Promise<Postmaster> {
  const { home, account } = options;
  await removeForeignLock(home);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(options.port || (await freePort())),
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = join(home, 'server.log');
  const log = await open(
    logFile,
    constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY | constants.O_NOFOLLOW,
    0o600,
  );
  try {
    const child = spawn(options.postgres, ['-D', dataFolder(home), ...args], {
      ...asAccount(account),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    let failure: string | undefined;
    child.once('error', (error) => (failure = String(error)));
    child.once('exit', (code) => (failure = `it ended with exit code ${code}`));
    child.unref();
    const deadline = Date.now() + LAUNCH_TIMEOUT_MS;
    while (failure === undefined && Date.now() < deadline) {
      const postmaster = await findPostmaster(home);
      if (postmaster?.ready && postmaster.pid === child.pid) return postmaster;
      await delay(10);
    }
    child.kill('SIGINT');
    const said = (await readFile(logFile, 'utf8')).split('\n').slice(-15).join('\n');
    throw new Error(`PostgreSQL did not start: ${failure ?? 'it took too long'}\n${said}`);
  } finally {
    await log.close();
  }
}

/**
 * PostgreSQL removes a lock file left by a crash unless its number belongs to a process of today; if that is not a server, we do.
 * Should another process start the server this very moment, PostgreSQL still refuses the second: it looks for shared
 * memory in use that is named after the data directory.
 */
async function removeForeignLock(home: string): Promise<void> {
  const file = join(dataFolder(home), 'postmaster.pid');
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
  if (Number.isInteger(pid) && isAlive(pid) && !isServer(pid)) await rm(file, { force: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
