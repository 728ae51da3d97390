/** One listing as the stand-in shows it to buyers. */
export interface ShownListing {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  /** Decimal with two places. */
  readonly price: string;
  /** Pictures that buyers see; absent where the stand-in does not tell. */
  readonly pictures?: number;
}

/** What a seller has on a marketplace as its stand-in counts it, in the same words for all of them. */
export interface StandInView {
  readonly live: readonly ShownListing[];
  /** Live listings beyond the first of a SKU. */
  readonly listedTwice: number;
  readonly orphanDrafts: number;
  /** Listings that were live once and are not. */
  readonly ended: number;
  /** What the seller paid for, where listing costs something. */
  readonly fees?: number;
}
