import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';
import type { TemporaryFolder } from './temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const PACKAGE = /^node_modules\/(@[^/]+\/)?[^/]+$/;

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/** A folder that holds what the image holds. */
export interface ImageFolder extends TemporaryFolder {
  /** What the image starts Node with; the program's file comes last. */
  readonly command: readonly string[];
}

/**
 * Makes the last stage of the Dockerfile without a container engine: the files that it copies from the first one, as they were
 * built here, and of the packages those that production needs. Packages are links, so Node has to run with
 * `--preserve-symlinks`, which keeps it from finding those beside the originals.
 * @returns the folder, to be removed by the test
 */
export async function imageFolder(): Promise<ImageFolder> {
  const [, stage = ''] =
    /\nFROM (?!.* AS )([\s\S]*)$/.exec(await readFile(join(ROOT, 'docs/deploy/Dockerfile'), 'utf8')) ?? [];
  const folder = await temporaryFolder();
  for (const [, name = ''] of stage.matchAll(/^COPY --from=build \/app\/(\S+) /gm)) {
    if (name === 'node_modules') await linkPackages(folder.path);
    else if (name.includes('.')) await copyFile(join(ROOT, name), join(folder.path, name));
    else await symlink(join(ROOT, name), join(folder.path, name));
  }
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(stage) ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  return { ...folder, command: [...args.slice(0, -1), join(folder.path, args.at(-1) ?? '')] };
}

/** What `npm prune --omit=dev` leaves. */
async function linkPackages(folder: string): Promise<void> {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as Lockfile;
  for (const [path, { dev = false }] of Object.entries(packages)) {
    if (dev || !PACKAGE.test(path) || !existsSync(join(ROOT, path))) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(ROOT, path), join(folder, path));
  }
}
