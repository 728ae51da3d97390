import type { ShownFields } from './found.ts';
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
}

/** A change of rows that the journal applies in the commit that finishes a step. */
export type Effect = ListingEffect | AccountEffect | PendingActionEffect;
