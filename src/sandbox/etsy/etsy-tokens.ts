import { randomUUID } from 'node:crypto';
import type { EtsyShop } from './etsy-shop.ts';

interface IssuedToken {
  readonly shop: EtsyShop;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A pair as the token endpoint gives it out. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Access and refresh tokens; a refresh token serves once. */
export class EtsyTokens {
  private readonly access = new Map<string, IssuedToken>();
  private readonly refresh = new Map<string, IssuedToken>();

  /**
   * Gives out a new pair.
   *
   * @param shop whose
   * @param lives when each of the two dies, milliseconds since the epoch
   * @param lives.access when the access token dies
   * @param lives.refresh when the refresh token dies
   * @param refreshToken the refresh token to use; a new one where absent
   * @returns the pair; both begin with the number of the user
   */
  issue(
    shop: EtsyShop,
    lives: { readonly access: number; readonly refresh: number },
    refreshToken?: string,
  ): TokenPair {
    const pair = {
      accessToken: `${shop.setup.userId}.${randomUUID()}`,
      refreshToken: refreshToken ?? `${shop.setup.userId}.${randomUUID()}`,
    };
    this.access.set(pair.accessToken, { shop, expiresAt: lives.access });
    this.refresh.set(pair.refreshToken, { shop, expiresAt: lives.refresh });
    return pair;
  }

  /**
   * @param accessToken a presented access token
   * @param now milliseconds since the epoch
   * @returns the shop it opens, undefined when it is unknown or dead
   */
  shopOf(accessToken: string, now: number): EtsyShop | undefined {
    return alive(this.access.get(accessToken), now);
  }

  /**
   * @param refreshToken a presented refresh token
   * @param now milliseconds since the epoch
   * @returns the shop it renews, undefined when it is unknown, used or dead
   */
  shopOfRefresh(refreshToken: string, now: number): EtsyShop | undefined {
    return alive(this.refresh.get(refreshToken), now);
  }

  /** @param refreshToken dead from now on */
  useUp(refreshToken: string): void {
    this.refresh.delete(refreshToken);
  }

  /** @param accessToken dead from now on */
  kill(accessToken: string): void {
    this.access.delete(accessToken);
  }
}

function alive(token: IssuedToken | undefined, now: number): EtsyShop | undefined {
  return token === undefined || token.expiresAt <= now || token.shop.revoked ? undefined : token.shop;
}
