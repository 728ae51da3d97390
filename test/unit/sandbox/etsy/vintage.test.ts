import { describe, expect, it } from '@jest/globals';
import { isVintage, whenMadeWords } from '../../../../src/sandbox/etsy/when-made.ts';

describe('the age of a thing on the Etsy stand-in', () => {
  it('has the words of the contract in the year it was published', () => {
    expect(whenMadeWords(2026).slice(0, 7)).toEqual([
      'made_to_order',
      '2020_2026',
      '2010_2019',
      '2007_2009',
      'before_2007',
      '2000_2006',
      '1990s',
    ]);
    expect(whenMadeWords(2026)).toHaveLength(19);
  });

  it('moves with the year', () => {
    expect(whenMadeWords(2027).slice(1, 6)).toEqual([
      '2020_2027',
      '2010_2019',
      '2008_2009',
      'before_2008',
      '2000_2007',
    ]);
    expect(whenMadeWords(2029).slice(2, 5)).toEqual(['2010_2019', 'before_2010', '2000_2009']);
    expect(whenMadeWords(2031).slice(2, 6)).toEqual(['2012_2019', 'before_2012', '2010_2011', '2000_2009']);
  });

  it('is vintage when the newest thing of its period is twenty years old', () => {
    const vintage = whenMadeWords(2026).filter((word) => isVintage(word, 2026));
    expect(vintage).toEqual(whenMadeWords(2026).slice(4));
    expect(isVintage('2000_2006', 2025)).toBe(false);
  });
});
