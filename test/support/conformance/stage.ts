import type { ProductSnapshot } from '../../../src/domain/snapshots.ts';
import type { StandInView } from './stand-in-view.ts';

/** One seller with one product on one marketplace, as scenarios see them. */
export interface Stage {
  /** The product as the seller has it now. */
  readonly product: ProductSnapshot;
  /** Changes the product as the seller does. */
  change(change: Partial<ProductSnapshot>): Promise<void>;
  /** Publishes the product, undisturbed. */
  publish(): Promise<void>;
  /** A buyer buys what is live, on the marketplace. */
  sell(): Promise<void>;
  /** The seller lists something on the marketplace that StoFlow knows nothing of. */
  listByHand(): Promise<void>;
  /** @returns the address of one more picture that the marketplace can fetch */
  picture(place: number): string;
  /** @returns what the stand-in counted of the seller */
  view(): Promise<StandInView>;
}
