import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(import.meta.dirname, '../../src');

/** @returns the marketplaces that have handlers: folders with a Nest module of their own */
export function handledMarketplaces(): readonly string[] {
  return foldersWith(join(SRC, 'handlers'), /\.module\.ts$/);
}

/** @returns the marketplaces that have a stand-in, also those without handlers */
export function imitatedMarketplaces(): readonly string[] {
  return foldersWith(join(SRC, 'sandbox'), /-stand-in\.ts$/);
}

function foldersWith(parent: string, file: RegExp): readonly string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .filter((name) => readdirSync(join(parent, name)).some((child) => file.test(child)))
    .sort();
}
