import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handledMarketplaces, imitatedMarketplaces } from '../../support/marketplace-names.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('what all marketplaces share', () => {
  const names = [...new Set([...handledMarketplaces(), ...imitatedMarketplaces()])];
  const own = new RegExp(`^src/(handlers/(${names.join('|')})/|handlers/marketplaces\\.ts$|sandbox/)`);
  // Also inside a longer word: an import of some other folder's PublicEbayCatalogue names eBay as well.
  const name = new RegExp(names.join('|'), 'gi');
  const named = (path: string): readonly string[] =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => line.match(name)?.map((found) => `${path}:${index + 1}: ${found}`) ?? []);
  const sources = globSync('src/**/*.ts', { cwd: ROOT }).map((path) => path.replaceAll('\\', '/'));

  it('names none of them, neither in code nor in comments nor in the names of files', () => {
    const shared = sources.filter((path) => !own.test(path));
    expect(shared.filter((path) => new RegExp(names.join('|'), 'i').test(path))).toEqual([]);
    expect(shared.flatMap(named)).toEqual([]);
  });

  it('is told from their own files, where this search does find them', () => {
    expect(names).toContain('ebay');
    for (const marketplace of handledMarketplaces()) {
      expect(named(`src/handlers/${marketplace}/${marketplace}.module.ts`)).not.toEqual([]);
    }
    expect(named('src/handlers/marketplaces.ts').length).toBeGreaterThanOrEqual(handledMarketplaces().length);
  });
});
