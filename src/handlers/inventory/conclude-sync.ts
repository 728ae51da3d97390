import type { Effect, SeenListing } from '../../domain/effects.ts';
import type { FoundListing, ShownFields } from '../../domain/found.ts';
import type { KnownListing } from '../../listings/known-listings.ts';
import { fieldChanges } from './field-changes.ts';

/** Words for the messages, and the id that tells listings apart. */
export interface SyncTerms {
  readonly marketplaceName: string;
  readonly idName: string;
}

/** What a complete look at an account means. */
export interface SyncConclusions {
  readonly effects: readonly Effect[];
  /** Listings StoFlow knows, by what was found of them. */
  readonly counts: Readonly<
    Record<'same' | 'changed' | 'sold' | 'ended' | 'missing' | 'left' | 'unknown', number>
  >;
}

/**
 * Compares what a complete look found with what is known. It decides nothing that a person may see otherwise: what
 * differs, ended or is missing is put to the seller. Listings that somebody works on, or that changed since the look
 * began, are left to the next look.
 * @param look all that was found, and since when
 * @param known the account's open listings
 * @param terms words for the messages
 * @returns what follows
 */
export function concludeSync(
  look: { readonly since: Date; readonly listings: readonly FoundListing[] },
  known: readonly KnownListing[],
  terms: SyncTerms,
): SyncConclusions {
  const found = new Map(look.listings.map((listing) => [listing.externalIds[terms.idName], listing]));
  const knownIds = new Set(known.map(({ externalIds }) => externalIds[terms.idName]));
  const judged = known.map((listing) => {
    if (!canBeJudged(listing, look.since)) return { verdict: 'left' as const, effects: [] };
    return judge(listing, found.get(listing.externalIds[terms.idName]), terms);
  });
  const count = (verdict: string): number => judged.filter((one) => one.verdict === verdict).length;
  const seen = judged.flatMap(({ seen }) => seen ?? []);
  return {
    effects: [
      ...(seen.length === 0
        ? []
        : [{ type: 'listings_seen' as const, since: look.since.toISOString(), listings: seen }]),
      ...judged.flatMap(({ effects }) => effects),
    ],
    counts: {
      same: count('same'),
      changed: count('changed'),
      sold: count('sold'),
      ended: count('ended'),
      missing: count('missing'),
      left: count('left'),
      unknown: look.listings.filter(
        ({ externalIds, status }) => status === 'live' && !knownIds.has(externalIds[terms.idName]),
      ).length,
    },
  };
}

/** A listing without the id cannot be told from others: whoever made it has not finished yet. */
function canBeJudged({ busy, changedAtMs }: KnownListing, since: Date): boolean {
  return !busy && changedAtMs < since.getTime();
}

interface Judgement {
  readonly verdict: 'same' | 'changed' | 'sold' | 'ended' | 'missing' | 'left';
  readonly effects: readonly Effect[];
  readonly seen?: SeenListing;
}

function judge(known: KnownListing, found: FoundListing | undefined, terms: SyncTerms): Judgement {
  if (found === undefined) {
    // A draft or a listing in doubt that never had the id was perhaps never there.
    if (known.externalIds[terms.idName] === undefined) return { verdict: 'left', effects: [] };
    return { verdict: 'missing', effects: [missing(known, terms)] };
  }
  switch (found.status) {
    case 'sold':
      return { verdict: 'sold', effects: [{ type: 'listing_sold', listingId: known.id }] };
    case 'ended':
      return {
        verdict: 'ended',
        effects: known.status === 'draft' ? [] : [endedThere(known, terms)],
        seen: { listingId: known.id, status: 'ended' },
      };
    case 'draft':
      return { verdict: 'same', effects: [] };
    case 'live':
      return judgeLive(known, found, terms);
  }
}

function judgeLive(known: KnownListing, found: FoundListing, terms: SyncTerms): Judgement {
  const changes = fieldChanges(known.shown, found.shown);
  const changed = Object.keys(changes);
  const shown: ShownFields = Object.fromEntries(
    Object.entries(found.shown).filter(([field]) => !changed.includes(field)),
  );
  const seen: SeenListing = {
    listingId: known.id,
    status: 'live',
    externalIds: found.externalIds,
    shown,
    ...(found.url !== undefined && { url: found.url }),
  };
  if (changed.length === 0) return { verdict: 'same', effects: [], seen };
  const action: Effect = {
    type: 'pending_action',
    code: 'listing.changed',
    message:
      `${changed.join(', ')} of ${known.sku} changed on ${terms.marketplaceName}. ` +
      `Keep what stands there, or what StoFlow has?`,
    productId: known.productId,
    listingId: known.id,
    subject: `listing:${known.id}`,
    choices: ['keep_theirs', 'keep_ours'],
    details: { fields: changes, ...(found.currency !== undefined && { currency: found.currency }) },
  };
  return { verdict: 'changed', effects: [action], seen };
}

function missing(known: KnownListing, { marketplaceName }: SyncTerms): Effect {
  return {
    type: 'pending_action',
    code: 'listing.missing',
    message: `${known.sku} is no longer among your listings on ${marketplaceName}. What became of it?`,
    productId: known.productId,
    listingId: known.id,
    subject: `listing:${known.id}`,
    choices: ['mark_ended', 'mark_sold'],
    details: { external_ids: known.externalIds },
  };
}

function endedThere(known: KnownListing, { marketplaceName }: SyncTerms): Effect {
  return {
    type: 'pending_action',
    code: 'listing.ended_there',
    message: `The listing of ${known.sku} has ended on ${marketplaceName}, and StoFlow did not end it.`,
    productId: known.productId,
    listingId: known.id,
    subject: `listing:${known.id}`,
    choices: ['leave_ended', 'publish_again', 'mark_sold'],
    details: { external_ids: known.externalIds },
  };
}
