import { describe, expect, it } from '@jest/globals';
import { plainTextOf } from '../../../../src/handlers/ebay/account/plain-text.ts';
import { ebayDescriptionOf } from '../../../../src/handlers/ebay/ebay-texts.ts';

describe('the description of a listing that is imported', () => {
  it.each(['Très beau <b>& chaud</b>.\nTaille M.', 'One\n\nTwo', '"Quoted" isn\'t it?', '&amp; 1 < 2'])(
    'is the seller’s text where StoFlow wrote it: %j',
    (text) => {
      expect(plainTextOf(ebayDescriptionOf(text, 'Title'))).toBe(text);
    },
  );

  it.each([
    ['<p>One</p><p>Two</p>', 'One\nTwo'],
    ['<style>p { color: red }</style><div>One<BR />Two</div>', 'One\nTwo'],
    ['  One\n  and   <i>two</i> ', 'One and two'],
    ['&#233;&#xe9;&eacute;&unknown;', 'éé&eacute;&unknown;'],
    ['&#99999999; &#x110000;', '&#99999999; &#x110000;'],
    ['', ''],
  ])('is what a person sees of foreign HTML: %j', (html, text) => {
    expect(plainTextOf(html)).toBe(text);
  });
});
