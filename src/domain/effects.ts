import type { FoundListing, FoundOrder, ShownFields } from './found.ts';
import type { AccountStatus, ListingStatus } from './vocabulary.ts';

/** The job's product as it now stands on the job's account. Merged into the one open listing of the two. */
export interface ListingEffect {
  readonly type: 'listing';
  readonly status: ListingStatus;
  /** The marketplace's ids, merged into those already known (`{ offer_id, listing_id }`). */
  readonly externalIds?: Readonly<Record<string, string>>;
  readonly url?: string;
  /** Hashes of what was sent, so that an update can tell what changed. */
  readonly fingerprint?: Readonly<Record<string, unknown>>;
  /** What the marketplace shows of it, to find out later what was changed there. */
  readonly shown?: ShownFields;
  /** True where the listing was just read back from the marketplace. */
  readonly verified?: boolean;
  /**
   * `new_copy`: a listing beside the open one, which is superseded by it and stays what it is until it ends.
   * `old_copy`: the listing that was superseded, named by its external ids. Absent: the open listing.
   */
  readonly copy?: 'new_copy' | 'old_copy';
}

/** The job's account changed its state (it must be authorised again). */
export interface AccountEffect {
  readonly type: 'account';
  readonly status: AccountStatus;
  readonly reason: string;
}

/** Something was inferred that a person must confirm or solve. */
export interface PendingActionEffect {
  readonly type: 'pending_action';
  /** Stable and dotted (`outcome.unresolved`). */
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** What it is about where the job itself names no product. */
  readonly productId?: number;
  readonly listingId?: number;
  /** Of one subject only one action of a code is open; a later one replaces its words and details. */
  readonly subject?: string;
  /** What the person may choose (`keep_theirs`); none where there is only to be taken note of. */
  readonly choices?: readonly string[];
}

/**
 * What a complete look at an account's listings found of those StoFlow knows. A listing that changed here since the
 * look began is left as it is.
 */
export interface ListingsSeenEffect {
  readonly type: 'listings_seen';
  /** When the look began, ISO 8601. */
  readonly since: string;
  readonly listings: readonly SeenListing[];
}

/** One listing of {@link ListingsSeenEffect}. */
export interface SeenListing {
  readonly listingId: number;
  /** Its state there; absent where it stays what it is here. */
  readonly status?: 'live' | 'ended';
  /** Ids it has there, merged into those already known. */
  readonly externalIds?: Readonly<Record<string, string>>;
  readonly url?: string;
  /** Fields to remember as shown; absent where a person is to decide about them. */
  readonly shown?: ShownFields;
}

/** A listing of one piece is shown as sold. Its order, when it is found, is the same sale. */
export interface ListingSoldEffect {
  readonly type: 'listing_sold';
  readonly listingId: number;
}

/** An order was found. Applied again, or found by two looks, it counts once. */
export interface OrderEffect {
  readonly type: 'order';
  readonly order: FoundOrder;
}

/** All orders up to a moment have been read. */
export interface OrdersReadEffect {
  readonly type: 'orders_read';
  /** ISO 8601. */
  readonly until: string;
}

/** A listing was found that may be new to StoFlow. */
export interface ImportEffect {
  readonly type: 'import';
  readonly listing: FoundListing;
  /** Products with the same title whose picture is the same, byte for byte. */
  readonly samePicture: readonly number[];
}

/** What an account has and lacks, as it was just asked. */
export interface ChecklistEffect {
  readonly type: 'checklist';
  readonly items: readonly object[];
}

/** A change of rows that the journal applies in the commit that finishes a step. */
export type Effect =
  | ListingEffect
  | AccountEffect
  | PendingActionEffect
  | ListingsSeenEffect
  | ListingSoldEffect
  | OrderEffect
  | OrdersReadEffect
  | ImportEffect
  | ChecklistEffect;
