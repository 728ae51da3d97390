/** Longest title of a listing (Open API 3.0.0, createDraftListing). */
export const TITLE_MAX = 140;
/** Longest description (the rules that tools for Etsy keep). */
export const DESCRIPTION_MAX = 13_000;
/** Tags of one listing, and materials as well. */
export const TAGS_MAX = 13;
/** Characters of one tag. */
export const TAG_MAX = 20;
/** Pictures of one listing (Open API 3.0.0, createDraftListing, image_ids). */
export const PICTURES_MAX = 20;
/** Prices in hundredths: 0.20, the listing fee, to 50,000 (the rules that tools for Etsy keep). */
export const PRICE_CENTS = { least: 20n, most: 5_000_000n } as const;
/** Longest SKU (refused beyond with "cannot be more than 32 characters"). */
export const SKU_MAX = 32;
