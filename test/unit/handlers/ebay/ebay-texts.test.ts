import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ebayDescriptionOf, ebayTitleOf } from '../../../../src/handlers/ebay/ebay-texts.ts';

describe('texts of an eBay listing', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(' ', '\n', '&', '<', '😀', '\u0000'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 300,
  });

  it('cut a long title after a word', () => {
    const title = ebayTitleOf(`${'word '.repeat(15)}extraordinarily`);
    expect(title).toBe('word '.repeat(15).trim());
  });

  it('cut a title without spaces between whole characters', () => {
    expect(ebayTitleOf(`${'x'.repeat(79)}😀y`)).toBe('x'.repeat(79));
  });

  it('keep every title on one line of at most 80 characters', () => {
    fc.assert(
      fc.property(text, (title) => {
        const made = ebayTitleOf(title);
        expect(made.length).toBeLessThanOrEqual(80);
        expect(made.isWellFormed() && !/[\p{Control}]/u.test(made) && made === made.trim()).toBe(true);
      }),
    );
  });

  it('show what the seller wrote, and let none of it be markup', () => {
    expect(ebayDescriptionOf('a < b & "c"\r\n<script>', 'Title')).toBe(
      'a &lt; b &amp; &quot;c&quot;<br>&lt;script&gt;',
    );
    expect(ebayDescriptionOf('  ', 'Wool & coat')).toBe('Wool &amp; coat');
  });

  it('stay within 4,000 characters without half an entity', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 60 }), (part, times) => {
        const html = ebayDescriptionOf(part.repeat(times), 'Title');
        expect(html.length).toBeLessThanOrEqual(4000);
        expect(html.replace(/&(amp|lt|gt|quot|#39);|<br>/g, '')).not.toMatch(/[&<>"']/);
      }),
    );
  });
});
