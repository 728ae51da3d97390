import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * @param pattern of paths in the repository
 * @returns text by path
 */
export function documents(pattern: string): ReadonlyMap<string, string> {
  const paths = globSync(pattern, { cwd: ROOT }).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}
