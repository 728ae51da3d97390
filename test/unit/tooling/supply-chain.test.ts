import { describe, expect, it } from '@jest/globals';
import {
  billProblems,
  licenceProblems,
  pinningProblems,
  productionPackages,
  scriptProblems,
} from '../../support/supply-chain-rules.ts';
import type { Lockfile, Manifest } from '../../support/supply-chain-rules.ts';

const fine = { version: '1.2.3', integrity: 'sha512-abc', license: 'MIT' };
const manifest: Manifest = { name: 'x', dependencies: { a: '1.2.3' }, allowScripts: {} };
const lock: Lockfile = {
  '': { version: '0.1.0' },
  'node_modules/a': fine,
  'node_modules/a/node_modules/@b/c': { ...fine, version: '2.0.0' },
  'node_modules/tool': { ...fine, dev: true, license: 'GPL-3.0' },
};

describe('the check of what others wrote', () => {
  it('is content with what is pinned, licensed and runs no scripts', () => {
    expect([
      ...scriptProblems(manifest, lock),
      ...pinningProblems(manifest, lock),
      ...licenceProblems(lock),
    ]).toEqual([]);
    expect([...productionPackages(lock)]).toEqual(['a@1.2.3', '@b/c@2.0.0']);
  });

  it.each<readonly [string, Readonly<Record<string, boolean>>, readonly unknown[]]>([
    [
      'names an install script that nobody looked at',
      {},
      [expect.stringContaining('a@1.2.3 has an install script')],
    ],
    ['takes a name that is allowed at its version', { a: true, 'a@1.2.3': true }, []],
    [
      'names one that npm would not know',
      { 'a@1.2.3': true },
      [expect.stringContaining('allow a and a@1.2.3')],
    ],
    ['takes a name that is denied', { a: false }, []],
    [
      'does not take a name that is allowed whatever its version',
      { a: true },
      [expect.stringContaining('a@1.2.3 has an install script')],
    ],
    [
      'names a permission that has outlived its version',
      { a: true, 'a@1.2.2': true },
      [expect.stringContaining('a@1.2.3'), expect.stringContaining('allowScripts names a@1.2.2')],
    ],
  ])('%s', (_what, allowScripts, problems) => {
    const scripted = { ...lock, 'node_modules/a': { ...fine, hasInstallScript: true } };
    expect(scriptProblems({ ...manifest, allowScripts }, scripted)).toEqual(problems);
  });

  it.each([
    [{ ...manifest, dependencies: { a: '^1.2.3' } }, lock, 'a is wanted as ^1.2.3'],
    [{ ...manifest, devDependencies: { b: 'latest' } }, lock, 'b is wanted as latest'],
    [manifest, { 'node_modules/a': { ...fine, integrity: 'sha1-abc' } }, 'a@1.2.3 has no SHA-512'],
    [manifest, { 'node_modules/a': { version: '1.2.3' } }, 'a@1.2.3 has no SHA-512'],
    [manifest, { 'node_modules/a': { ...fine, resolved: 'http://x.example/a.tgz' } }, 'comes from elsewhere'],
    [manifest, { 'node_modules/a': { ...fine, resolved: 'git+ssh://x.example/a' } }, 'comes from elsewhere'],
  ])('names what could be another package tomorrow (%#)', (wanted, locked, problem) => {
    expect(pinningProblems(wanted, locked)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([['GPL-3.0'], ['UNLICENSED'], [undefined]])(
    'does not take the licence %s in production',
    (license) => {
      const { license: _licence, ...bare } = fine;
      const locked = { 'node_modules/a': license === undefined ? bare : { ...fine, license } };
      expect(licenceProblems(locked)).toEqual([expect.stringMatching(/^a@1\.2\.3 has the licence/)]);
    },
  );

  it('compares the bill of materials with the lockfile in both directions', () => {
    const component = { name: 'a', version: '1.2.3', purl: 'pkg:npm/a@1.2.3', hashes: [{}] };
    const other = { ...component, name: '@b/c', version: '2.0.0' };
    expect(billProblems([component, other], lock)).toEqual([]);
    expect(billProblems([component], lock)).toEqual(['@b/c@2.0.0 is missing in the bill of materials']);
    expect(billProblems([component, other, { ...component, name: 'tool' }], lock)).toEqual([
      'tool@1.2.3 is in the bill and not in production',
    ]);
    expect(billProblems([component, { ...other, hashes: [] }], lock)).toEqual([
      '@b/c has no address or no hash in the bill of materials',
    ]);
  });
});
