import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  eraNamedIn,
  eraOf,
  yearsOfEra,
  youngestVintageYear,
} from '../../../../src/handlers/etsy/etsy-eras.ts';

describe("Etsy's eras", () => {
  it('are those of the contract in 2026', () => {
    const eras = [1650, 1750, 1850, 1905, 1999, 2000, 2006, 2007, 2009, 2010, 2019, 2020, 2026];
    expect(eras.map((year) => eraOf(year, 2026))).toEqual([
      'before_1700',
      '1700s',
      '1800s',
      '1900s',
      '1990s',
      '2000_2006',
      '2000_2006',
      '2007_2009',
      '2007_2009',
      '2010_2019',
      '2010_2019',
      '2020_2026',
      '2020_2026',
    ]);
  });

  it.each([
    [2020, 2000, '2000_2000', 2001, '2001_2009'],
    [2025, 2005, '2000_2005', 2006, '2006_2009'],
    [2027, 2007, '2000_2007', 2008, '2008_2009'],
    [2029, 2009, '2000s', 2010, '2010_2019'],
    [2030, 2010, '2010_2010', 2011, '2011_2019'],
    [2035, 2015, '2010_2015', 2016, '2016_2019'],
  ])('move every January: in %i', (now, lastVintage, vintage, firstYoung, young) => {
    expect(youngestVintageYear(now)).toBe(lastVintage);
    expect(eraOf(lastVintage, now)).toBe(vintage);
    expect(eraOf(firstYoung, now)).toBe(young);
  });

  it('hold the year they were made of, and never lie on both sides of what is vintage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1500, max: 2060 }), fc.integer({ min: 2020, max: 2060 }), (made, now) => {
        fc.pre(made <= now);
        const years = yearsOfEra(eraOf(made, now));
        expect(years?.from).toBeLessThanOrEqual(made);
        expect(years?.to).toBeGreaterThanOrEqual(made);
        const youngest = youngestVintageYear(now);
        expect((years?.to ?? 0) <= youngest).toBe(made <= youngest);
      }),
    );
  });

  it('are read from their names, and nothing else is an era', () => {
    expect(yearsOfEra('before_2007')).toEqual({ from: 0, to: 2006 });
    expect(yearsOfEra('1800s')).toEqual({ from: 1800, to: 1899 });
    expect(yearsOfEra('1990s')).toEqual({ from: 1990, to: 1999 });
    expect(['made_to_order', '', '90s', '2000', 'toString'].map(yearsOfEra)).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });

  it('are found among those that Etsy names, the narrowest first', () => {
    const words = 'must be one of made_to_order, 2020_2027, 2008_2009, before_2008, 2000_2007, 1990s';
    expect(eraNamedIn(words, 2003)).toBe('2000_2007');
    expect(eraNamedIn(words, 1985)).toBe('before_2008');
    expect(eraNamedIn(words, 2015)).toBeUndefined();
    expect(eraNamedIn('invalid value', 2003)).toBeUndefined();
  });
});
