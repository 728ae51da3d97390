import { AuthorizationCodes } from '../http/authorization-codes.ts';
import type { Exchange } from '../http/exchange.ts';
import { CallBudget } from './call-budget.ts';
import { DEFAULT_ETSY_OPTIONS, type EtsyOptions } from './etsy-options.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import { EtsyTokens, type TokenPair } from './etsy-tokens.ts';

/** A program that is registered with Etsy; all its shops share its budget. */
export interface EtsyApplication {
  readonly clientId: string;
  readonly sharedSecret: string;
  readonly budget: CallBudget;
}

/** What an authorization code of Etsy stands for. */
export interface EtsyGrant {
  readonly shop: EtsyShop;
  readonly clientId: string;
  readonly redirectUri: string;
  /** What the verifier has to hash to. */
  readonly challenge: string;
}

/** The memory of the stand-in: applications, shops, tokens and the numbers Etsy gives out. */
export class EtsyWorld {
  readonly shops = new Map<string, EtsyShop>();
  readonly tokens = new EtsyTokens();
  readonly codes = new AuthorizationCodes<EtsyGrant>('', 300);
  options: EtsyOptions;
  /** The clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Base URL of the stand-in, set once it listens. */
  baseUrl = '';
  private readonly applications = new Map<string, EtsyApplication>();
  private numbers = 0;

  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<EtsyOptions>, now: () => number) {
    this.now = now;
    this.options = { ...DEFAULT_ETSY_OPTIONS, ...options };
    this.register(this.options.clientId, this.options.sharedSecret);
  }

  /** @returns seconds since the epoch, as Etsy tells the time */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /**
   * Registers an application, or finds the one of that keystring.
   *
   * @param clientId its keystring
   * @param sharedSecret its secret
   * @returns the application
   */
  register(clientId: string, sharedSecret: string): EtsyApplication {
    const known = this.applications.get(clientId);
    if (known !== undefined) return known;
    const application = { clientId, sharedSecret, budget: new CallBudget() };
    this.applications.set(clientId, application);
    return application;
  }

  /**
   * @param clientId a keystring
   * @returns the application, undefined when there is none
   */
  application(clientId: string): EtsyApplication | undefined {
    return this.applications.get(clientId);
  }

  /**
   * @param exchange a request
   * @returns the application whose `keystring:shared_secret` its x-api-key holds, undefined when it holds none
   */
  applicationOf(exchange: Exchange): EtsyApplication | undefined {
    const key = exchange.headers['x-api-key'];
    const [clientId, secret, ...rest] = typeof key === 'string' ? key.split(':') : [];
    const application = this.applications.get(clientId ?? '');
    return rest.length === 0 && application?.sharedSecret === secret ? application : undefined;
  }

  /**
   * @param exchange a request
   * @returns the shop its bearer token opens, undefined when the token is missing, dead or unknown
   */
  shopOf(exchange: Exchange): EtsyShop | undefined {
    return this.tokens.shopOf(presentedToken(exchange), this.now());
  }

  /** @param exchange a request whose bearer token is dead from now on */
  killToken(exchange: Exchange): void {
    this.tokens.kill(presentedToken(exchange));
  }

  /**
   * Gives out a new pair of tokens with the lives that the options say.
   *
   * @param shop whose
   * @param refreshToken the refresh token to use; a new one where absent
   * @returns the pair
   */
  issueTokens(shop: EtsyShop, refreshToken?: string): TokenPair {
    const { accessTokenSeconds, refreshTokenSeconds } = this.options;
    const lives = {
      access: this.now() + accessTokenSeconds * 1000,
      refresh: this.now() + refreshTokenSeconds * 1000,
    };
    return this.tokens.issue(shop, lives, refreshToken);
  }

  /**
   * @param base where numbers of this kind begin
   * @returns a number that was never given out
   */
  nextId(base: number): number {
    this.numbers += 1;
    return base + this.numbers;
  }

  /**
   * @param listingId number of a listing of any shop
   * @returns the listing and its shop, undefined when there is none
   */
  findListing(listingId: number): { shop: EtsyShop; listing: StoredListing } | undefined {
    for (const shop of this.shops.values()) {
      const listing = shop.listings.get(listingId);
      if (listing !== undefined) return { shop, listing };
    }
    return undefined;
  }
}

function presentedToken(exchange: Exchange): string {
  return /^Bearer (.+)$/.exec(exchange.headers.authorization ?? '')?.[1] ?? '';
}
