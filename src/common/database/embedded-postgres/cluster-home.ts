import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canEnter } from './database-account.ts';
import type { DatabaseAccount } from './database-account.ts';

/**
 * Chooses and makes the folder of a cluster: `<dataDir>/postgres`, or a new folder under `dataDir` for one that does not persist.
 * Where the account cannot get there, a persistent cluster goes to a place under `/var/lib` that depends on the path
 * asked for only, so it is found again; temporary folders are no place for it, since they are cleaned by age.
 * @param dataDir the folder asked for; its parents are made
 * @param persistent whether the cluster is to be found again
 * @param account who runs PostgreSQL
 * @param log told when the cluster lies elsewhere than asked for
 * @returns the absolute path of the folder, which only we may change and the account may pass through
 * @throws {Error} when no place can be reached
 */
export async function clusterHome(
  dataDir: string,
  persistent: boolean,
  account: DatabaseAccount | undefined,
  log: (line: string) => void,
): Promise<string> {
  const folder = persistent ? 'postgres' : `stoflow-postgres-${randomBytes(6).toString('hex')}`;
  const wanted = join(resolve(dataDir), folder);
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const elsewhere = (
    persistent ? ['/var/lib', '/usr/local/var', '/var/tmp'] : [tmpdir(), '/var/tmp', '/tmp']
  ).map((parent) => join(parent, persistent ? `stoflow-${hash}` : folder));
  for (const home of [wanted, ...(account ? elsewhere : [])]) {
    if (!(await makeHome(home, account))) continue;
    if (home !== wanted)
      log(`${wanted} cannot be reached by user ${account?.name}; the database lies in ${home}`);
    return home;
  }
  throw new Error(`There is no folder that ${account?.name ?? 'this user'} can keep a database in.`);
}

async function makeHome(home: string, account: DatabaseAccount | undefined): Promise<boolean> {
  const made = await mkdir(dirname(home), { recursive: true }).catch((error: unknown) => {
    if (account === undefined) throw error;
  });
  const isNew = await mkdir(home, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  try {
    const found = await lstat(home);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    if (account !== undefined) {
      await chown(home, found.uid, account.gid);
      await chmod(home, 0o710);
    }
    if (await canEnter(account, home)) return true;
  } catch (error) {
    if (account === undefined) throw error;
  }
  if (isNew) await rm(made ?? home, { recursive: true });
  return false;
}
