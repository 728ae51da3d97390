import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { AppConfig } from '../config/app-config.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CredentialsRejectedError, TokenUnavailableError } from './credentials.ts';
import type { Credentials, FreshCredentials } from './credentials.ts';
import { TokenStore } from './token-store.ts';
import type { StoredCredentials } from './token-store.ts';

/** A token that ends within this time is not given out: a call that starts with it may arrive too late. */
const MARGIN_MS = 60_000;
/** How long a refresh may take before another instance may try. */
const LEASE_MS = 20_000;
/** However small the time scale, a refresh over a real socket must fit into its lease. */
const SHORTEST_LEASE_MS = 2_000;
/** Share of the lease after which a refresh is aborted, so that its answer is stored while the lease is still ours. */
const REFRESH_SHARE = 0.75;
/** Leases that a caller waits for: its own, one of a holder that died, and one more that replaced it. */
const LEASES_TO_WAIT = 3;
const POLL_MS = 100;
/** A database that fails over is back within seconds. */
const STORE_ATTEMPTS = 5;
const STORE_PAUSE_MS = 500;

/**
 * Asks a marketplace for new tokens. Throws {@link CredentialsRejectedError} when it refuses for good, anything else
 * when it may work later.
 */
export type RefreshTokens = (credentials: Credentials, signal: AbortSignal) => Promise<FreshCredentials>;

/** What a caller of {@link AccountTokens.accessToken} knows. */
export interface TokenRequest {
  /** A token that the marketplace has just refused with 401: it is not given out again. */
  readonly staleToken?: string;
  /** Ends the caller's waiting. A refresh that has begun goes on: its answer may be the only good pair. */
  readonly signal: AbortSignal;
}

/**
 * Gives out access tokens, and refreshes them once however many callers and instances need one at the same time.
 * A new pair is stored before anybody uses it, because a marketplace may invalidate the old one at once.
 */
@Injectable()
export class AccountTokens {
  private readonly leaseMs: number;
  private readonly marginMs: number;
  /** Refreshes under way in this process, by the credentials they start from. */
  private readonly renewals = new Map<string, Promise<string | null>>();

  constructor(
    private readonly store: TokenStore,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.leaseMs = Math.max(config.scaled(LEASE_MS), SHORTEST_LEASE_MS);
    this.marginMs = config.scaled(MARGIN_MS);
  }

  /**
   * @param tenant whose account
   * @param accountId the account
   * @param refresh how its marketplace refreshes tokens; called at most once per refresh, in one process of all
   * @param request what the caller knows
   * @returns an access token that is good for at least a minute, as far as its expiry is known
   * @throws {CredentialsRejectedError} when the seller has to connect the account again
   * @throws {TokenUnavailableError} when a refresh elsewhere does not end
   * @throws {AccountNotFoundError} when the tenant has no such account
   */
  async accessToken(
    tenant: TenantRef,
    accountId: number,
    refresh: RefreshTokens,
    request: TokenRequest,
  ): Promise<string> {
    const giveUpAt = this.clock.monotonicMs() + LEASES_TO_WAIT * this.leaseMs;
    for (;;) {
      request.signal.throwIfAborted();
      const held = await this.store.read(tenant, accountId);
      const token = this.usableToken(held, request.staleToken);
      if (token !== null) return token;
      const fresh = await unlessAborted(this.renewal(tenant, accountId, held, refresh), request.signal);
      if (fresh !== null) return fresh;
      if (this.clock.monotonicMs() > giveUpAt) throw new TokenUnavailableError(accountId);
      await sleep(POLL_MS * (0.5 + this.clock.random()), undefined, { signal: request.signal });
    }
  }

  private usableToken(held: StoredCredentials, staleToken: string | undefined): string | null {
    if (held.connection === 'needs_reauth') {
      throw new CredentialsRejectedError(held.statusReason ?? 'its authorisation has ended');
    }
    const { accessToken, accessTokenExpiresAt } = held.credentials ?? {};
    if (accessToken === undefined || accessToken === staleToken) return null;
    const remaining = (accessTokenExpiresAt?.getTime() ?? Infinity) - held.now.getTime();
    return remaining > this.marginMs ? accessToken : null;
  }

  /** Callers that read the same credentials share one refresh; whoever read newer ones starts another. */
  private renewal(
    tenant: TenantRef,
    accountId: number,
    held: StoredCredentials,
    refresh: RefreshTokens,
  ): Promise<string | null> {
    const { sealed, credentials } = held;
    if (sealed === null || credentials === null) {
      throw new CredentialsRejectedError('it has no credentials');
    }
    const running = this.renewals.get(sealed);
    if (running !== undefined) return running;
    const started = this.renew(tenant, accountId, { ...held, sealed, credentials }, refresh).finally(() =>
      this.renewals.delete(sealed),
    );
    this.renewals.set(sealed, started);
    // Whoever waits is told; nobody does where its caller was broken off first, and then nobody may be hit by it.
    started.catch(() => undefined);
    return started;
  }

  private async renew(
    tenant: TenantRef,
    accountId: number,
    held: StoredCredentials & { readonly sealed: string; readonly credentials: Credentials },
    refresh: RefreshTokens,
  ): Promise<string | null> {
    const owner = randomUUID();
    const ours = { sealed: held.sealed, owner };
    if (!(await this.store.takeLease(tenant, accountId, held.sealed, owner, this.leaseMs))) return null;
    try {
      const fresh = await refresh(held.credentials, AbortSignal.timeout(this.leaseMs * REFRESH_SHARE));
      const next = {
        refreshToken: fresh.refreshToken ?? held.credentials.refreshToken,
        accessToken: fresh.accessToken,
        accessTokenExpiresAt: new Date(held.now.getTime() + fresh.expiresInSeconds * 1000),
      };
      const stored = await this.storeStubbornly(() => this.store.replace(tenant, accountId, ours, next));
      return stored ? next.accessToken : null;
    } catch (error: unknown) {
      if (!(error instanceof CredentialsRejectedError)) {
        await this.store.releaseLease(tenant, accountId, owner);
        throw error;
      }
      if (await this.store.reject(tenant, accountId, ours, error.reason)) throw error;
      return null;
    }
  }

  /** A pair that could not be stored is lost where the marketplace has already ended the old one. */
  private async storeStubbornly(store: () => Promise<boolean>): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await store();
      } catch (error: unknown) {
        if (attempt >= STORE_ATTEMPTS) throw error;
        await sleep(STORE_PAUSE_MS);
      }
    }
  }
}

/** Waits for shared work without ending it for the others. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
