/** Years from which on goods are vintage to Etsy: goods of 20 years of age and more. */
export const VINTAGE_AGE = 20;

/** When an era of Etsy's `when_made` began and ended; `from` is missing where it has no beginning. */
export interface EraYears {
  readonly from: number;
  readonly to: number;
}

const NAMED: Readonly<Record<string, EraYears>> = {
  '1800s': { from: 1800, to: 1899 },
  '1700s': { from: 1700, to: 1799 },
};

/**
 * The youngest year that is vintage.
 * @param currentYear the present year
 * @returns a year: in 2026 it is 2006
 */
export function youngestVintageYear(currentYear: number): number {
  return currentYear - VINTAGE_AGE;
}

/**
 * Names the era of a year as Etsy's `when_made` does. The names move every January, since the decade that is
 * becoming vintage and the present one are cut at the year: in 2026 there are `2000_2006`, `2007_2009` and
 * `2020_2026` (Open API 3.0.0, createDraftListing). Nothing lists them, so they follow from the year.
 * @param madeYear the year the product was made
 * @param currentYear the present year
 * @returns the era
 */
export function eraOf(madeYear: number, currentYear: number): string {
  if (madeYear < 1700) return 'before_1700';
  if (madeYear < 1800) return '1700s';
  if (madeYear < 1900) return '1800s';
  const decade = Math.floor(madeYear / 10) * 10;
  const end = decade + 9;
  const youngest = youngestVintageYear(currentYear);
  if (madeYear > youngest) {
    return `${Math.max(decade, youngest + 1)}_${Math.min(end, currentYear)}`;
  }
  return end <= youngest ? `${decade}s` : `${decade}_${youngest}`;
}

/**
 * Reads an era's name.
 * @param era one of Etsy's values of `when_made`
 * @returns its years; undefined for `made_to_order` and for what is no era
 */
export function yearsOfEra(era: string): EraYears | undefined {
  if (Object.hasOwn(NAMED, era)) return NAMED[era];
  const [, first, second] = /^(\d{4})_(\d{4})$/.exec(era) ?? [];
  if (first !== undefined && second !== undefined) return { from: Number(first), to: Number(second) };
  const decade = /^(\d{3}0)s$/.exec(era)?.[1];
  if (decade !== undefined) return { from: Number(decade), to: Number(decade) + 9 };
  const before = /^before_(\d{4})$/.exec(era)?.[1];
  return before === undefined ? undefined : { from: 0, to: Number(before) - 1 };
}

/**
 * Finds the era of a year among those that Etsy names in a refusal: Etsy's year does not begin at our midnight.
 * @param text Etsy's words
 * @param madeYear the year the product was made
 * @returns the narrowest era in the text that holds the year; undefined where there is none
 */
export function eraNamedIn(text: string, madeYear: number): string | undefined {
  const named = text.match(/\b(?:before_\d{4}|\d{4}_\d{4}|\d{4}s)\b/g) ?? [];
  return named
    .flatMap((era) => {
      const years = yearsOfEra(era);
      return years !== undefined && years.from <= madeYear && madeYear <= years.to
        ? [{ era, length: years.to - years.from }]
        : [];
    })
    .sort((one, other) => one.length - other.length)[0]?.era;
}
