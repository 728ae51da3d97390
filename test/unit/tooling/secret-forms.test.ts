import { describe, expect, it } from '@jest/globals';
import { findSecrets, formsOfSecret } from '../../support/secret-forms.ts';

const SECRET = 'v^1.1#i^1/tok en+"ü"';
const FORMS: readonly (readonly [string, string])[] = [
  ['itself', SECRET],
  ['JSON', JSON.stringify({ a: SECRET })],
  ['an address', `https://x.example/?t=${encodeURIComponent(SECRET)}`],
  ['a form', new URLSearchParams({ t: SECRET }).toString()],
  ...['', 'a', 'ab', 'abc'].flatMap((before) =>
    ['', ':', 'yz', 'xyz'].flatMap((after) =>
      (['base64', 'base64url'] as const).map(
        (encoding) =>
          [
            `${encoding} between "${before}" and "${after}"`,
            Buffer.from(before + SECRET + after).toString(encoding),
          ] as const,
      ),
    ),
  ),
];

describe('the search for secrets', () => {
  it.each(FORMS)('finds one as %s', (_what, text) => {
    const found = findSecrets(new Map([['token', SECRET]]), new Map([['log', `before ${text} after`]]));
    expect(found).toEqual([expect.stringMatching(/^token in log, behind /)]);
  });

  it('finds nothing where nothing is', () => {
    const texts = new Map([['log', `${SECRET.slice(0, -1)} and ${SECRET.slice(1)}`]]);
    expect(findSecrets(new Map([['token', SECRET]]), texts)).toEqual([]);
  });

  it('refuses what could be there by chance', () => {
    expect(() => formsOfSecret('coat')).toThrow(RangeError);
  });
});
