import type { RefreshTokens, TokenRequest } from '../../src/accounts/account-tokens.ts';
import type { TenantRef } from '../../src/domain/tenant-ref.ts';

/** Keeps one account's tokens in memory, so that a handler can be driven without a database. */
export class MemoryAccountTokens {
  private held: string | undefined;
  /** Refreshes so far. */
  refreshes = 0;

  /** @param refreshToken what the seller's consent gave; replaced where the marketplace rotates it */
  constructor(private refreshToken: string) {}

  /**
   * @param _tenant whose account
   * @param _accountId the account
   * @param refresh how its marketplace refreshes tokens
   * @param request what the caller knows
   * @returns an access token
   */
  async accessToken(
    _tenant: TenantRef,
    _accountId: number,
    refresh: RefreshTokens,
    request: TokenRequest,
  ): Promise<string> {
    if (this.held !== undefined && this.held !== request.staleToken) return this.held;
    const fresh = await refresh({ refreshToken: this.refreshToken }, request.signal);
    this.refreshes += 1;
    this.refreshToken = fresh.refreshToken ?? this.refreshToken;
    this.held = fresh.accessToken;
    return fresh.accessToken;
  }
}
