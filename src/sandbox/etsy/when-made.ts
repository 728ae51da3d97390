/** Least age of what counts as vintage, years (Etsy's seller policy). */
const VINTAGE_YEARS = 20;
const DECADES_BEFORE_2000 = ['199', '198', '197', '196', '195', '194', '193', '192', '191', '190'];

/**
 * The periods a seller can choose from. They follow the year: the decade in which vintage begins is cut in two, and
 * the newest one ends with the current year.
 *
 * @param year the current year
 * @returns the words, the newest period first after `made_to_order`
 */
export function whenMadeWords(year: number): readonly string[] {
  const lastVintage = year - VINTAGE_YEARS;
  const since2000 = [
    [2020, year],
    [2010, 2019],
    [2000, 2009],
  ] as const;
  return [
    'made_to_order',
    ...since2000.flatMap(([from, to]) => {
      if (lastVintage < from || lastVintage > to) return [`${from}_${to}`];
      const newer = lastVintage < to ? [`${lastVintage + 1}_${to}`] : [];
      return [...newer, `before_${lastVintage + 1}`, `${from}_${lastVintage}`];
    }),
    ...DECADES_BEFORE_2000.map((decade) => `${decade}0s`),
    '1800s',
    '1700s',
    'before_1700',
  ];
}

/**
 * @param whenMade one of the words of {@link whenMadeWords}
 * @param year the current year
 * @returns whether everything made in that period is at least 20 years old
 */
export function isVintage(whenMade: string, year: number): boolean {
  return lastYearOf(whenMade) <= year - VINTAGE_YEARS;
}

function lastYearOf(whenMade: string): number {
  const before = /^before_(\d{4})$/.exec(whenMade)?.[1];
  if (before !== undefined) return Number(before) - 1;
  const to = /^\d{4}_(\d{4})$/.exec(whenMade)?.[1];
  if (to !== undefined) return Number(to);
  const start = /^(\d{4})s$/.exec(whenMade)?.[1];
  if (start === undefined) return Infinity;
  // 1800s and 1700s are centuries; 1900s is the first decade of the next one.
  return Number(start) + (Number(start) < 1900 ? 99 : 9);
}
