import { describe, expect, it } from '@jest/globals';
import { parseDemoOptions, UsageError } from '../../../src/sandbox/demo/demo-options.ts';

describe("the demo's command line", () => {
  it('chooses 50 products, faults and looking before repeating when nothing is said', () => {
    expect(parseDemoOptions([])).toEqual({
      products: 50,
      seed: 'stoflow',
      faults: true,
      keep: false,
      json: false,
      day: false,
      reconcile: true,
    });
  });

  it('plays a day when it is asked for one, which has no other options but its seed', () => {
    expect(parseDemoOptions(['--day', '--json', '--seed=x'])).toMatchObject({
      day: true,
      json: true,
      seed: 'x',
    });
    for (const option of ['--keep', '--products=7', '--no-faults', '--skip-reconcile'])
      expect(() => parseDemoOptions(['--day', option])).toThrow(UsageError);
  });

  it('takes every option', () => {
    const args = ['--products=7', '--seed', 'x', '--no-faults', '--keep', '--json', '--skip-reconcile'];

    expect(parseDemoOptions(args)).toEqual({
      products: 7,
      seed: 'x',
      faults: false,
      keep: true,
      json: true,
      day: false,
      reconcile: false,
    });
  });

  it.each([['2'], ['10001'], ['many'], ['3.5'], ['']])('refuses %p products', (products) => {
    expect(() => parseDemoOptions([`--products=${products}`])).toThrow(UsageError);
  });

  it('explains itself when it is asked for something unknown', () => {
    expect(() => parseDemoOptions(['--fast'])).toThrow(/--fast[\s\S]*Usage: npm run demo/);
  });
});
