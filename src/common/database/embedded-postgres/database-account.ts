import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The user of the operating system that PostgreSQL runs as. */
export interface DatabaseAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom to run PostgreSQL as. It refuses to run as root, so root lends it the system user `postgres` or, without one,
 * `nobody`; users are never created.
 * @returns the account to switch to; undefined means: as whoever runs this program
 * @throws {Error} as root on a machine that has neither user
 */
export async function databaseAccount(): Promise<DatabaseAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const account = await lookUp(name);
    if (account !== undefined) return account;
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user "postgres" nor "nobody".');
}

async function lookUp(name: string): Promise<DatabaseAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

/**
 * Options for child processes of PostgreSQL: its own user, no `PG…` variables of ours, and a working directory it may enter.
 * @param account whom to switch to, or undefined to stay who we are
 * @returns options for `spawn` and `execFile`
 */
export function asAccount(account: DatabaseAccount | undefined): {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
} {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  return { cwd: '/', env, ...(account && { uid: account.uid, gid: account.gid }) };
}

/**
 * Runs a command as the account and waits for it.
 * @param account whom to run it as
 * @param command absolute path, or a name on the PATH
 * @param args its arguments
 * @throws {Error} with its standard error, when it cannot be run or fails
 */
export async function runAs(
  account: DatabaseAccount | undefined,
  command: string,
  args: readonly string[],
): Promise<void> {
  await run(command, args, { ...asAccount(account), timeout: 120_000 });
}

/**
 * Tries, as the account, whether it can enter a folder. Modes and path names are no proof: parents, mounts and access lists count too.
 * @param account whom to try it as
 * @param folder absolute path
 * @returns whether it can
 */
export async function canEnter(account: DatabaseAccount | undefined, folder: string): Promise<boolean> {
  try {
    await runAs(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]);
    return true;
  } catch {
    return false;
  }
}
