import { randomUUID } from 'node:crypto';
import type { Exchange } from '../http/exchange.ts';
import { AuthorizationCodes } from '../http/authorization-codes.ts';
import { DEFAULT_EBAY_OPTIONS, type EbayOptions } from './ebay-options.ts';
import type { StoredListing } from './ebay-records.ts';
import type { SellerAccount } from './seller-account.ts';

/** What an authorization code of eBay stands for. */
export interface EbayGrant {
  readonly account: SellerAccount;
  readonly scopes: readonly string[];
  readonly ruName: string;
}

interface AccessToken {
  readonly account: SellerAccount;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

/** The memory of the stand-in: sellers, access tokens and the numbers eBay gives out. */
export class EbayWorld {
  readonly accounts = new Map<string, SellerAccount>();
  /** eBay's codes are good for 299 seconds. */
  readonly codes = new AuthorizationCodes<EbayGrant>('v^1.1#i^1#I^3#', 299);
  options: EbayOptions;
  /** The clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Base URL of the stand-in, set once it listens. */
  baseUrl = '';
  private readonly tokens = new Map<string, AccessToken>();
  private numbers = 0;

  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<EbayOptions>, now: () => number) {
    this.now = now;
    this.options = { ...DEFAULT_EBAY_OPTIONS, ...options };
  }

  /**
   * Gives out an access token.
   *
   * @param account whose
   * @param scopes what it may do
   * @returns the token
   */
  issueToken(account: SellerAccount, scopes: readonly string[]): string {
    const token = `v^1.1#i^1#${randomUUID()}`;
    this.tokens.set(token, {
      account,
      scopes,
      expiresAt: this.now() + this.options.accessTokenSeconds * 1000,
    });
    return token;
  }

  /**
   * @param exchange a request
   * @returns what its bearer token stands for, undefined when it is missing, dead or unknown
   */
  bearerOf(exchange: Exchange): AccessToken | undefined {
    const token = this.tokens.get(presentedToken(exchange));
    if (token === undefined || token.expiresAt <= this.now() || token.account.revoked) return undefined;
    return token;
  }

  /** @param exchange a request whose bearer token is dead from now on */
  killToken(exchange: Exchange): void {
    this.tokens.delete(presentedToken(exchange));
  }

  /** @returns a new number for an offer */
  nextOfferId(): string {
    return String(8_000_000_000 + this.nextNumber());
  }

  /** @returns a new number for a listing */
  nextListingId(): string {
    return String(110_000_000_000 + this.nextNumber());
  }

  /** @returns a new number for an order, in eBay's groups of digits */
  nextOrderId(): string {
    const digits = String(1_000_000_000 + this.nextNumber());
    return `12-${digits.slice(0, 5)}-${digits.slice(5)}`;
  }

  /** @returns a new number for a line of an order */
  nextLineItemId(): string {
    return String(10_000_000_000 + this.nextNumber());
  }

  /** @returns a new identifier for a picture */
  nextImageId(): string {
    return `img${String(this.nextNumber()).padStart(8, '0')}`;
  }

  /** @returns a new number for a policy */
  nextPolicyId(): string {
    return String(5_000_000_000 + this.nextNumber());
  }

  /**
   * @param listingId number of a listing of any seller
   * @returns the listing and its seller, undefined when there is none
   */
  findListing(listingId: string): { account: SellerAccount; listing: StoredListing } | undefined {
    for (const account of this.accounts.values()) {
      const listing = account.listings.get(listingId);
      if (listing !== undefined) return { account, listing };
    }
    return undefined;
  }

  private nextNumber(): number {
    this.numbers += 1;
    return this.numbers;
  }
}

function presentedToken(exchange: Exchange): string {
  return /^Bearer (.+)$/.exec(exchange.headers.authorization ?? '')?.[1] ?? '';
}
