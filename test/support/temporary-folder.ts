import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one test. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes the folder and everything in it. */
  remove(): Promise<void>;
}

/**
 * Makes a new, empty folder.
 * @param mode who may enter it; by default everybody, as PostgreSQL may run as another user
 * @returns the folder, to be removed by the test
 */
export async function temporaryFolder(mode = 0o755): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'stoflow-test-'));
  await chmod(path, mode);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}
