import { firstWordFor, lookedUp } from './vinted-words.ts';

/** How sizes are told in a part of the catalogue; `none` where an item has no size. */
export type SizeSystem = 'women_clothes' | 'men_clothes' | 'women_shoes' | 'men_shoes' | 'none';

/**
 * Size ids as tools for Vinted have them; unverified, since Vinted publishes no list. Women's letters stand for
 * French 34 to 46, men's for 44 to 54, and waists in inches are rounded to the letter that sellers choose.
 * `attributes.vinted_size_id` always wins.
 */
const WOMEN_CLOTHES = group([
  [102, 'xxs', '32'],
  [2, 'xs', '34', 'w24', 'w25'],
  [3, 's', '36', 'w26', 'w27'],
  [4, 'm', '38', 'w28', 'w29'],
  [5, 'l', '40', 'w30', 'w31'],
  [6, 'xl', '42', 'w32', 'w33'],
  [7, 'xxl', '44', 'w34'],
  [310, 'xxxl', '46'],
]);
const MEN_CLOTHES = group([
  [206, 'xs', '44', 'w28'],
  [207, 's', '46', 'w29', 'w30'],
  [208, 'm', '48', 'w31', 'w32'],
  [209, 'l', '50', 'w33', 'w34'],
  [210, 'xl', '52', 'w36'],
  [211, 'xxl', '54', 'w38'],
]);
const WOMEN_SHOES = group([
  [55, '35'],
  [56, '36'],
  [57, '37'],
  [58, '38'],
  [59, '39'],
  [60, '40'],
  [61, '41'],
  [62, '42'],
]);
const MEN_SHOES = group([
  [776, '38'],
  [778, '39'],
  [780, '40'],
  [782, '41'],
  [784, '42'],
  [786, '43'],
  [788, '44'],
  [790, '45'],
  [792, '46'],
]);

/** Unisex goods are listed for men and often carry women's sizes: the other table is tried second. */
const SYSTEMS: Readonly<Record<Exclude<SizeSystem, 'none'>, readonly Readonly<Record<string, number>>[]>> = {
  women_clothes: [WOMEN_CLOTHES, MEN_CLOTHES],
  men_clothes: [MEN_CLOTHES, WOMEN_CLOTHES],
  women_shoes: [WOMEN_SHOES, MEN_SHOES],
  men_shoes: [MEN_SHOES, WOMEN_SHOES],
};

/**
 * Finds Vinted's id of a size.
 * @param size as the product has it (`M`, `38`, `W30`)
 * @param system how sizes are told in the product's part of the catalogue
 * @returns the id; undefined where the size is missing or unknown, or there are none
 */
export function sizeIdOf(size: string | null, system: SizeSystem): number | undefined {
  if (system === 'none') return undefined;
  return SYSTEMS[system].map((table) => lookedUp(table, size)).find((id) => id !== undefined);
}

function group(
  rows: readonly (readonly [id: number, ...names: string[]])[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.flatMap(([id, ...names]) => names.map((name) => [name, id])));
}

/**
 * Finds the size behind an id.
 * @param id Vinted's id
 * @param system how sizes are told in the item's part of the catalogue
 * @returns letters where a size has them (`M`), else the number; undefined where no table has it
 */
export function sizeOfId(id: number | undefined, system: SizeSystem): string | undefined {
  if (system === 'none') return undefined;
  return SYSTEMS[system]
    .map((table) => firstWordFor(table, id))
    .find((size) => size !== undefined)
    ?.toUpperCase();
}
