import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCatalogue } from '../../../src/domain/error-entry.ts';
import { EBAY_ERROR_CATALOGUE } from '../../../src/handlers/ebay/ebay-error-catalogue.ts';
import { ETSY_ERROR_CATALOGUE } from '../../../src/handlers/etsy/etsy-error-catalogue.ts';
import { NEUTRAL_ERRORS } from '../../../src/handlers/contract/neutral-error-catalogue.ts';
import { errorProblems } from '../../../src/handlers/registry/error-problems.ts';
import { VINTED_ERROR_CATALOGUE } from '../../../src/handlers/vinted/vinted-error-catalogue.ts';
import { VINTED_SITES } from '../../../src/handlers/vinted/vinted-sites.ts';
import { ERROR_KINDS } from '../../../src/plugin/protocol/vocabulary.ts';
import { handledMarketplaces } from '../../support/marketplace-names.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Codes of marketplaces, and prefixes of neutral codes that nothing but a job ends with. */
const CODE = /'((?:ebay|etsy|vinted|step|plugin|task|outcome|picture)\.[a-z_]+)'/g;
/** Whatever else a job ends with or asks a person: where jobs are planned, run and stored, a code is one of those. */
const JOB_CODE = /\bcode: '([a-z]+\.[a-z_]+)'/g;
const JOB_SOURCES = /^src\/(ledger|processing|handlers)\//;
/** Never a job's error: the names of Vinted's sites, and answers of routes that make no job. */
const NO_ERROR_OF_JOBS = new Set([...Object.keys(VINTED_SITES), 'task.not_found', 'picture.link_invalid']);
/** Codes that the program puts together. */
const PUT_TOGETHER = [
  ...ERROR_KINDS.map((kind) => `plugin.${kind}`),
  'vinted.field_refused',
  'vinted.listing_refused',
];

const CATALOGUES: Readonly<Record<string, object>> = {
  ebay: EBAY_ERROR_CATALOGUE,
  etsy: ETSY_ERROR_CATALOGUE,
  vinted: VINTED_ERROR_CATALOGUE,
};

interface Use {
  readonly code: string;
  readonly path: string;
}

function usesIn(path: string): readonly Use[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const found = [...text.matchAll(CODE), ...(JOB_SOURCES.test(path) ? text.matchAll(JOB_CODE) : [])];
  return found.map(([, code = '']) => ({ code, path }));
}

describe('the catalogues of errors', () => {
  const sources = globSync('src/**/*.ts', { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('src/sandbox/') && !/-catalogue\.ts$|-product-errors\.ts$/.test(path));
  const uses = sources.flatMap(usesIn);
  const entries = [NEUTRAL_ERRORS, ...Object.values(CATALOGUES)].flatMap((errors) => Object.keys(errors));

  it('are one for each marketplace', () => {
    expect(Object.keys(CATALOGUES).sort()).toEqual([...handledMarketplaces()].sort());
  });

  it('explain every code that the program uses (add an entry to the catalogue for each one named here)', () => {
    const known = new Set([...entries, ...NO_ERROR_OF_JOBS]);
    const unexplained = [...uses, ...PUT_TOGETHER.map((code) => ({ code, path: 'put together' }))]
      .filter(({ code }) => !known.has(code))
      .map(({ code, path }) => `${code} in ${path}`);
    expect([...new Set(unexplained)]).toEqual([]);
  });

  it('explain nothing that the program does not use (remove the entries named here)', () => {
    const used = new Set([...sourcesCodes(sources), ...PUT_TOGETHER]);
    expect(entries.filter((code) => !used.has(code))).toEqual([]);
  });

  it('say in whole sentences what happened and what to do', () => {
    const texts = [NEUTRAL_ERRORS, ...Object.values(CATALOGUES)].flatMap((errors) =>
      Object.entries(errors as typeof NEUTRAL_ERRORS).flatMap(([code, { happened, todo }]) => [
        `${code}: ${happened}`,
        `${code}: ${todo}`,
      ]),
    );
    expect(texts.filter((text) => !/: (\p{Lu}|eBay).{8,}[.]$/u.test(text))).toEqual([]);
  });

  it('may not explain one code twice, nor one of another marketplace', () => {
    const entry = NEUTRAL_ERRORS['step.crashed'];
    const adapters: { marketplace: string; errors: ErrorCatalogue }[] = [
      { marketplace: 'one', errors: { 'one.no': entry, 'two.no': entry, 'step.crashed': entry } },
      { marketplace: 'two', errors: { 'two.no': entry } },
    ];
    expect(errorProblems(NEUTRAL_ERRORS, adapters)).toEqual([
      'two.no: an error of one that does not begin with its name',
      'two.no: in more than one error catalogue',
      'step.crashed: an error of one that does not begin with its name',
      'step.crashed: in more than one error catalogue',
      'two.no: in more than one error catalogue',
    ]);
    expect(errorProblems(NEUTRAL_ERRORS, adapters.slice(1))).toEqual([]);
  });
});

/** Every quoted text that looks like a code: also those whose prefix other things have too (`account.not_found`). */
function sourcesCodes(sources: readonly string[]): ReadonlySet<string> {
  return new Set(
    sources.flatMap((path) =>
      [...readFileSync(join(ROOT, path), 'utf8').matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(
        ([, code = '']) => code,
      ),
    ),
  );
}
