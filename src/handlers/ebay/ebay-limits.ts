/** Longest title of a listing (Inventory API 1.18.5, Product.title). */
export const TITLE_MAX = 80;
/** Longest description of an inventory item (Inventory API 1.18.5, Product.description). */
export const DESCRIPTION_MAX = 4000;
/** Pictures of one listing (Inventory API 1.18.5, Product.imageUrls). */
export const PICTURES_MAX = 24;
/** Prices on the European sites in hundredths: 0.99 to 99,999 (the rules that tools for eBay keep). */
export const PRICE_CENTS = { least: 99n, most: 9_999_900n } as const;
/** Longest SKU; only letters and digits are sure to be taken (error 25707). */
export const SKU_MAX = 50;
/** Longest value of an item specific (Taxonomy API, aspectMaxLength as a rule). */
export const ASPECT_VALUE_MAX = 65;
/** Longest description of a condition; new goods have none (Inventory API 1.18.5). */
export const CONDITION_DESCRIPTION_MAX = 1000;
/** Longest merchantLocationKey an offer takes (Inventory API 1.18.5, createOffer). */
export const LOCATION_KEY_MAX = 36;
