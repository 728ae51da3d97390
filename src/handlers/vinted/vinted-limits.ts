/** Longest title (the rules that tools for Vinted keep). */
export const TITLE_MAX = 100;
/** Longest description, the reference line included. */
export const DESCRIPTION_MAX = 2000;
/** Colours of one item. */
export const COLOURS_MAX = 2;
/** Materials of one item. */
export const MATERIALS_MAX = 3;
/** Photos of one item. */
export const PICTURES_MAX = 20;
/** Prices of an item in hundredths: 1 to 30,000. */
export const PRICE_CENTS = { least: 100n, most: 3_000_000n } as const;
/** Sizes of parcels. */
export const PACKAGE_SIZES = [1, 2, 3, 5] as const;
/** What sellers call them, in the same order. */
export const PACKAGE_SIZE_NAMES = ['Small', 'Medium', 'Large', 'Very large'] as const;
/** Conditions: new with tags, new without, very good, good, satisfactory. */
export const STATUS_IDS = [6, 1, 2, 3, 4] as const;
