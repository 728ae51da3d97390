import { describe, expect, it } from '@jest/globals';
import type { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import type { FoundHandler } from '../../../src/handlers/registry/registry-problems.ts';
import { registryProblems } from '../../../src/handlers/registry/registry-problems.ts';

const CATALOGUE = [
  { marketplace: 'm', code: 'publish' },
  { marketplace: 'm', code: 'delete' },
];
const handler = (action: string, marketplace = 'm'): FoundHandler => ({
  marketplace,
  action,
  name: 'Handler',
  handler: {} as BaseJobHandler,
});
const adapter = (unsupported: Record<string, string> = {}, marketplace = 'm') => ({
  marketplace,
  unsupported,
});

describe('catalogue and handlers', () => {
  it('fit when every row has one handler', () => {
    expect(registryProblems(CATALOGUE, [handler('publish'), handler('delete')], [adapter()])).toEqual([]);
  });

  it('fit when an action is declared unsupported, with its reason', () => {
    expect(registryProblems(CATALOGUE, [handler('publish')], [adapter({ delete: 'no API' })])).toEqual([]);
  });

  it.each([
    [
      'a row without a handler',
      [handler('publish')],
      [adapter()],
      ['m/delete: in the catalogue, without a handler'],
    ],
    [
      'two handlers of one row',
      [handler('publish'), handler('delete'), handler('delete')],
      [adapter()],
      ['m/delete: more than one handler (or declared unsupported as well)'],
    ],
    [
      'a handler of an action that is declared unsupported',
      [handler('publish'), handler('delete')],
      [adapter({ delete: 'no API' })],
      ['m/delete: more than one handler (or declared unsupported as well)'],
    ],
    [
      'a handler without a row',
      [handler('publish'), handler('delete'), handler('sync')],
      [adapter()],
      ['m/sync: a handler without a row in the catalogue'],
    ],
    [
      'an unsupported action that nobody knows',
      [handler('publish'), handler('delete')],
      [adapter({ fly: 'no wings' })],
      ['m/fly: a handler without a row in the catalogue'],
    ],
    [
      'two adapters of one marketplace',
      [handler('publish'), handler('delete')],
      [adapter(), adapter()],
      ['m: more than one adapter'],
    ],
    ['no adapter', [handler('publish'), handler('delete')], [], ['m: in the catalogue, without an adapter']],
  ])('disagree on %s', (_, handlers, adapters, problems) => {
    expect(registryProblems(CATALOGUE, handlers, adapters)).toEqual(problems);
  });
});
