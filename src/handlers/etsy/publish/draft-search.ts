import { Inject, Injectable } from '@nestjs/common';
import { ListingClaims } from '../../../listings/listing-claims.ts';
import type { Claim } from '../../../listings/listing-claims.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import { EtsyListingsClient, PAGE_SIZE } from '../etsy-listings.client.ts';
import { plainTextOf } from '../etsy-texts.ts';

/** By what a draft of this job is told from others. */
export interface DraftMarks {
  readonly shopId: number;
  readonly skus: readonly string[];
  /** What may have been sent: the product as it is now, and as it was when the job began. */
  readonly contents: readonly {
    readonly title: string;
    readonly price: string;
    readonly taxonomyId: number | undefined;
  }[];
  /** Nothing that this job made can be older. */
  readonly since: Date;
  /** Where a new copy is looked for: ids of the listings it is a copy of. It is none of them, and not older than this job. */
  readonly copyOf?: readonly string[] | undefined;
}

/** What a search found: the oldest match is the job's from now on, the others are somebody's to look at. */
export interface FoundDrafts {
  readonly kept: EtsyListing | undefined;
  readonly others: readonly EtsyListing[];
  /** False where the shop has more drafts than were read. */
  readonly complete: boolean;
}

/** How far Etsy's clock may be behind ours. */
const SKEW_SECONDS = 120;
/** Pages that are read before a search gives up; 1,000 drafts. */
const PAGES_MAX = 10;

/** Finds the draft of a create whose answer is missing, by its marks: Etsy has no key for it (ADR 0018). */
@Injectable()
export class DraftSearch {
  constructor(
    private readonly listings: EtsyListingsClient,
    @Inject(ListingClaims) private readonly claims: Pick<ListingClaims, 'claim'>,
  ) {}

  /**
   * Looks among the shop's drafts, and then among its live listings, since a seller may have published it by hand.
   * @param context the job
   * @param marks what it must have
   * @param states where it looks, in this order; it looks no further than the first state that has one
   * @returns what was found
   * @throws {CallFailedError} when Etsy could not be asked
   */
  async find(
    context: StepContext,
    marks: DraftMarks,
    states: readonly ('draft' | 'active')[] = ['draft', 'active'],
  ): Promise<FoundDrafts> {
    let complete = true;
    for (const state of states) {
      const read = await this.matching(context, marks, state);
      complete &&= read.complete;
      const { kept, free } = await this.claimed(context, read.matches, marks.copyOf);
      const byId = (id: string | undefined): EtsyListing | undefined =>
        read.matches.find(({ listingId }) => String(listingId) === id);
      const found = byId(kept);
      if (found !== undefined) {
        return { kept: found, others: free.flatMap((id) => byId(id) ?? []), complete: true };
      }
    }
    return { kept: undefined, others: [], complete };
  }

  private async matching(
    context: StepContext,
    marks: DraftMarks,
    state: 'draft' | 'active',
  ): Promise<{ readonly matches: readonly EtsyListing[]; readonly complete: boolean }> {
    const matches = new Map<number, EtsyListing>();
    const since = marks.since.getTime() / 1000 - SKEW_SECONDS;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const offset = page * PAGE_SIZE;
      const { listings, count } = await this.listings.page(context, marks.shopId, state, offset);
      // Pages overlap while listings are made; the same one twice is one match.
      for (const listing of listings) {
        const isOld = marks.copyOf !== undefined && ageOf(listing) < since;
        const isOriginal = marks.copyOf?.includes(String(listing.listingId)) === true;
        if (!isOld && !isOriginal && isMarked(listing, marks, since)) matches.set(listing.listingId, listing);
      }
      const older = listings.every(({ createdAt }) => (createdAt ?? since) < since);
      const last = listings.length === 0 || offset + listings.length >= count;
      if (older || last) return { matches: [...matches.values()], complete: true };
    }
    return { matches: [...matches.values()], complete: false };
  }

  /**
   * Makes sure that a draft is this job's alone: another job's search may have taken it for its own.
   * @param context the job
   * @param listing the draft
   * @param copyOf as in {@link DraftMarks}
   * @returns whether it is
   */
  async isOurs(context: StepContext, listing: EtsyListing, copyOf?: readonly string[]): Promise<boolean> {
    return (await this.claimed(context, [listing], copyOf)).kept !== undefined;
  }

  private async claimed(
    { tenant, account, product, job }: StepContext,
    matches: readonly EtsyListing[],
    copyOf: readonly string[] | undefined,
  ): Promise<Claim> {
    if (product === null) return { kept: undefined, free: [] };
    const oldestFirst = [...matches].sort(
      (one, other) => ageOf(one) - ageOf(other) || one.listingId - other.listingId,
    );
    const ids = oldestFirst.map(({ listingId }) => String(listingId));
    const key = { productId: product.id, accountId: account.id, jobId: job.id };
    return this.claims.claim(tenant, key, 'listing_id', ids, copyOf === undefined ? undefined : 'new_copy');
  }
}

/** A time that is not told must not hide a draft: a second one would be made. */
function ageOf({ createdAt }: EtsyListing): number {
  return createdAt ?? Infinity;
}

function isMarked(listing: EtsyListing, marks: DraftMarks, since: number): boolean {
  const skus = listing.skus ?? [];
  // A SKU marks the product however old the listing is, and another SKU is another product whatever its title.
  if (skus.length > 0) return skus.some((sku) => marks.skus.includes(sku));
  if (ageOf(listing) < since) return false;
  return marks.contents.some(
    ({ title, price, taxonomyId }) =>
      listing.title === plainTextOf(title) && listing.price === price && listing.taxonomyId === taxonomyId,
  );
}
