/** Who told of a sale: an order, a listing that is shown as sold, or the seller. */
export type SaleSource = 'order' | 'listing' | 'seller';

/**
 * What became of a sale: `sold`; `conflict`, more pieces were sold than there were; `unmatched`, of something StoFlow
 * does not know; `earlier`, before StoFlow knew the product, whose stock it therefore does not change; `cancelled`.
 */
export const SALE_STATUSES = ['sold', 'conflict', 'unmatched', 'earlier', 'cancelled'] as const;
/** One of {@link SALE_STATUSES}. */
export type SaleStatus = (typeof SALE_STATUSES)[number];

/** A sale that is to be counted. */
export interface Sale {
  readonly source: SaleSource;
  /** The account it happened on; null where it happened somewhere StoFlow does not reach. */
  readonly accountId: number | null;
  /** The product, where whoever tells of it knows. */
  readonly productId?: number;
  /** Ids that lead to the listing. */
  readonly listingIds?: Readonly<Record<string, string>>;
  /** The listing's row, where whoever tells of it knows. */
  readonly listingId?: number;
  /** The marketplace's id of the order; only for `order`. */
  readonly externalId?: string;
  readonly lineId?: string;
  /** The seller's own mark of the sale: told twice, it counts once. */
  readonly reference?: string;
  readonly sku?: string;
  readonly title?: string;
  readonly quantity: number;
  /** Price of one piece, decimal with two places. */
  readonly price?: string;
  readonly currency?: string;
  /** When it was sold; now where absent. */
  readonly soldAt?: Date;
  /** Who tells of it, for the history. */
  readonly actor: string;
}

/** A sale as it was counted. */
export interface RecordedSale {
  readonly orderId: number;
  readonly status: SaleStatus;
  /** False where it had been counted before. */
  readonly counted: boolean;
}
