import { OperationCounter } from '../control/operation-counter.ts';
import type { StoredImage, StoredListing, StoredReceipt } from './etsy-records.ts';

/** What a shop starts with. */
export interface EtsyShopSetup {
  readonly name: string;
  readonly userId: number;
  readonly shopId: number;
  /** Keystring of the application the seller has consented to. */
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly currency: string;
  /** Undefined for a shop without one; an incomplete one has no destination and activates nothing. */
  readonly shippingProfile: { readonly id: number; readonly complete: boolean } | undefined;
  readonly returnPolicyId: number | undefined;
  readonly readinessStateId: number | undefined;
  /** Seconds since the epoch. */
  readonly createdAt: number;
}

interface ShopState {
  readonly listings: Map<number, StoredListing>;
  readonly images: Map<number, StoredImage>;
  readonly receipts: Map<number, StoredReceipt>;
  fees: number;
}

/** Everything one seller has on Etsy. */
export class EtsyShop {
  readonly setup: EtsyShopSetup;
  readonly calls = new OperationCounter();
  /** Whether the seller has withdrawn the consent. */
  revoked = false;
  private state: ShopState = { listings: new Map(), images: new Map(), receipts: new Map(), fees: 0 };

  /** @param setup identity, policies and profiles */
  constructor(setup: EtsyShopSetup) {
    this.setup = setup;
  }

  /** @returns listings by number, deleted ones excepted */
  get listings(): Map<number, StoredListing> {
    return this.state.listings;
  }

  /** @returns every picture ever uploaded, by number */
  get images(): Map<number, StoredImage> {
    return this.state.images;
  }

  /** @returns sales by number */
  get receipts(): Map<number, StoredReceipt> {
    return this.state.receipts;
  }

  /** @returns how many listing fees were charged, those of deleted listings included */
  get fees(): number {
    return this.state.fees;
  }

  /** Charges one listing fee. */
  chargeFee(): void {
    this.state.fees += 1;
  }

  /** @returns listings that buyers can see */
  liveListings(): readonly StoredListing[] {
    return [...this.listings.values()].filter((listing) => listing.state === 'active');
  }

  /**
   * Runs something and forgets what it did.
   *
   * @param action changes the shop
   * @returns what the action returned
   */
  pretend<Result>(action: () => Result): Result {
    const before = structuredClone(this.state);
    try {
      return action();
    } finally {
      this.state = before;
    }
  }
}
