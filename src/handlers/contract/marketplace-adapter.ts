import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import type { AccountSnapshot, ListingSnapshot } from '../../domain/snapshots.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, Actor, Marketplace } from '../../domain/vocabulary.ts';
import type { MarketplaceConsent } from './marketplace-consent.ts';
import type { ProductAttribute } from './product-attribute.ts';

/** A budget of calls that steps draw on by name. */
export interface RateScope {
  /** Who shares it: every tenant (`application`), or one account. */
  readonly per: 'application' | 'account';
  /** Calls that may be made at once. */
  readonly capacity: number;
  /** Calls that come back per second. */
  readonly refillPerSecond: number;
}

/** One thing an account needs before anything can be published with it. */
export interface ChecklistItem {
  /** Stable (`fulfillment_policy`). */
  readonly code: string;
  readonly ok: boolean;
  readonly message: string;
  /** Who must act where it is not ok. */
  readonly actor?: Actor;
  /** True where it is missing and every job that sends content would fail for it, rather than wait. */
  readonly blocks?: boolean;
  /** Choices the seller has, for instance the policies found. */
  readonly choices?: readonly { readonly id: string; readonly name: string }[];
  /** The account's setting that keeps the chosen id; beside `choices`. */
  readonly setting?: string;
  /** What follows from another choice, where a seller should know it before; beside `choices`. */
  readonly caution?: string;
}

/** An account with all it needs, and a product that is listed on it: for telling what a handler typically does. */
export interface TypicalAccount {
  readonly settings: AccountSnapshot['settings'];
  /** The marketplace's ids of a listing, under the names that publishing stores them by. */
  readonly externalIds: ListingSnapshot['externalIds'];
}

/** What StoFlow must know of a marketplace beside its actions. One per marketplace. */
export abstract class MarketplaceAdapter {
  /** The name the catalogue uses. */
  abstract readonly marketplace: Marketplace;
  /** @returns the name as people write it; with a capital where a marketplace says nothing else */
  get title(): string {
    return this.marketplace.charAt(0).toUpperCase() + this.marketplace.slice(1);
  }
  /** Jobs that may run at once on one account. */
  abstract readonly maxRunningPerAccount: number;
  /** Budgets by the name steps use. */
  abstract readonly rateScopes: Readonly<Record<string, RateScope>>;
  /** Actions of the catalogue that this marketplace cannot do, with the reason a seller reads. */
  readonly unsupported: Readonly<Record<ActionCode, string>> = {};
  /** What a product may say to it beside the fields that all marketplaces share. */
  readonly productAttributes: readonly ProductAttribute[] = [];
  /** What its own error codes mean; each begins with the marketplace's name and a dot. */
  readonly errors: ErrorCatalogue = {};

  /** How sellers let StoFlow act for them; undefined where their own browser acts, or only given tokens are taken. */
  readonly consent: MarketplaceConsent | undefined = undefined;

  /** See {@link TypicalAccount}; made up, and never called with. */
  readonly typical: TypicalAccount = { settings: {}, externalIds: {} };

  /**
   * Asks the marketplace whether an account has all it needs.
   * @param tenant whose account
   * @param account the account
   * @param signal aborts the calls
   * @returns one item per precondition
   */
  abstract verify(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<readonly ChecklistItem[]>;
}
