import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { furtherDatabase } from '../world/further-database.ts';
import { withClient } from '../world/with-client.ts';

/** The engines' programs and their own lockfile; compiled files lie in `dist/test/bench/throughput`. */
const FOLDER = join(import.meta.dirname, '../../../../test/bench/peers');
const TIMEOUT_MS = 60_000;

/** The command that installs the engines. Their packages are nobody's dependency but of these measurements. */
export const INSTALL_PEERS = 'npm ci --prefix test/bench/peers';

/** @returns whether the engines are installed */
export function peersAreInstalled(): boolean {
  return existsSync(join(FOLDER, 'node_modules'));
}

/**
 * Runs an engine's program on a database of its own.
 * @param url of another database of the server
 * @param database what its own is called
 * @param program the file in `test/bench/peers`
 * @param args what it is told beside its database
 * @returns what it printed last, parsed
 */
export async function peerProgram<T>(
  url: string,
  database: string,
  program: string,
  args: readonly string[],
): Promise<T> {
  const own = await furtherDatabase(url, database);
  try {
    const argv = [join(FOLDER, program), own, ...args];
    const { stdout } = await promisify(execFile)(process.execPath, argv, { timeout: TIMEOUT_MS });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
  } finally {
    await withClient(url, (client) => client.query(`drop database ${database} with (force)`));
  }
}
