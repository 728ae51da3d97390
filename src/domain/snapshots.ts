import type { ShownFields } from './found.ts';
import type { AccountStatus, ListingStatus, Marketplace, ProductStatus } from './vocabulary.ts';

/** One picture of a product, in the order the seller chose. */
export interface Picture {
  readonly url: string;
  /** Hex SHA-256 of the bytes where known; a picture is recognised by it when its URL changes. */
  readonly sha256?: string;
}

/** A product as handlers see it: plain data, read once at the start of a run. */
export interface ProductSnapshot {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  /** Decimal with two places, as text: money never passes through a float. */
  readonly price: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly quantity: number;
  readonly brand: string | null;
  readonly category: string | null;
  readonly size: string | null;
  readonly colour: string | null;
  readonly material: string | null;
  readonly condition: string | null;
  readonly gender: string | null;
  readonly madeYear: number | null;
  readonly pictures: readonly Picture[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: ProductStatus;
  readonly version: number;
}

/** An account as handlers see it; credentials are fetched by the client, never carried around. */
export interface AccountSnapshot {
  readonly id: number;
  readonly marketplace: Marketplace;
  readonly externalId: string;
  readonly status: AccountStatus;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Until when its orders have been read, ISO 8601; absent before the first time. */
  readonly ordersReadUntil?: string;
}

/** A product as it stands on an account, as last known. */
export interface ListingSnapshot {
  readonly id: number;
  readonly status: ListingStatus;
  readonly externalIds: Readonly<Record<string, string>>;
  readonly url: string | null;
  readonly fingerprint: Readonly<Record<string, unknown>> | null;
  /** What the marketplace showed of it when it was last written or read. */
  readonly shown: ShownFields;
}
