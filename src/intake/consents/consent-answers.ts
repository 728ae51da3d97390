import { Injectable, Logger } from '@nestjs/common';
import { matches } from '../../common/encryption/secret-hash.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Marketplace } from '../../domain/vocabulary.ts';
import { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';
import { KnownTenants } from '../../tenancy/known-tenants.ts';
import { ConsentedAccount } from './consented-account.ts';
import type { ConnectedAccount } from './consented-account.ts';
import {
  ConsentDeniedError,
  ConsentExpiredError,
  ConsentNotOfferedError,
  ConsentOtherBrowserError,
  ConsentUnknownError,
  ConsentUsedError,
} from './consent-errors.ts';
import { ConsentRows } from './consent-rows.ts';
import type { StoredConsent } from './consent-rows.ts';
import type { ClaimedConsent } from './consent-secrets.ts';

/** Longest time that the marketplace has; a browser waits meanwhile. */
const DEADLINE_MS = 20_000;

/** What a browser brought back from a marketplace. */
export interface ConsentAnswer {
  readonly marketplace: Marketplace;
  readonly claimed: ClaimedConsent;
  readonly state: string;
  /** What the browser proves itself with; empty where it has nothing. */
  readonly browser: string;
  /** Undefined where the seller declined. */
  readonly code: string | undefined;
}

/** What is told of a consent that is over: a code, and the account it is about. */
export interface ConsentOutcome {
  readonly code: string;
  readonly accountId: number | null;
}

/** Takes what marketplaces answer: each answer once, whichever instance it reaches. */
@Injectable()
export class ConsentAnswers {
  private readonly log = new Logger(ConsentAnswers.name);

  constructor(
    private readonly tenants: KnownTenants,
    private readonly rows: ConsentRows,
    private readonly registry: HandlerRegistry,
    private readonly accounts: ConsentedAccount,
  ) {}

  /**
   * Connects the account, unless something is in the way. A repeated answer leads to what the first one led to.
   * @param answer what came back
   * @returns what became of it; it never throws
   */
  async take(answer: ConsentAnswer): Promise<ConsentOutcome> {
    let consent: StoredConsent | undefined;
    try {
      await this.assertTenant(answer.claimed);
      consent = checked(await this.rows.read(answer.claimed), answer);
      if (consent.outcome !== null) {
        return { code: consent.outcome, accountId: consent.connectedAccountId ?? consent.accountId };
      }
      if (consent.used) throw new ConsentUsedError();
      if (consent.expired || !(await this.rows.use(answer.claimed))) throw new ConsentExpiredError();
    } catch (error: unknown) {
      return this.failed(error, answer, consent);
    }
    return this.conclude(answer, consent);
  }

  /** A stranger who makes up a state is not told which tenants there are. */
  private async assertTenant({ tenant }: ClaimedConsent): Promise<void> {
    try {
      await this.tenants.assertUsable(tenant);
    } catch (error: unknown) {
      throw error instanceof DomainError ? new ConsentUnknownError() : error;
    }
  }

  /** From here on the answer is spent, so what becomes of it is stored. */
  private async conclude(answer: ConsentAnswer, consent: StoredConsent): Promise<ConsentOutcome> {
    let outcome: ConsentOutcome;
    try {
      const { outcome: code, accountId } = await this.connect(answer, consent);
      outcome = { code, accountId };
    } catch (error: unknown) {
      outcome = this.failed(error, answer, consent);
    }
    const isConnected = outcome.code === 'connected' || outcome.code === 'reconnected';
    try {
      await this.rows.conclude(answer.claimed, outcome.code, isConnected ? outcome.accountId : null);
    } catch (error: unknown) {
      // What was connected is connected; only a repeated answer will not be told so.
      this.log.warn({ err: error, tenant: answer.claimed.tenant.id }, 'the end of a consent was not stored');
    }
    return outcome;
  }

  private async connect(answer: ConsentAnswer, stored: StoredConsent): Promise<ConnectedAccount> {
    if (answer.code === undefined) throw new ConsentDeniedError();
    const { consent, title } = this.registry.adapter(answer.marketplace);
    if (consent === undefined || stored.verifier === null) throw new ConsentNotOfferedError(title);
    const grant = {
      code: answer.code,
      verifier: this.rows.open(answer.claimed, stored.verifier),
      callbackUrl: stored.callbackUrl ?? undefined,
    };
    const seller = await consent.redeem(grant, AbortSignal.timeout(DEADLINE_MS));
    return this.accounts.connect(answer.claimed.tenant, stored, seller);
  }

  private failed(error: unknown, answer: ConsentAnswer, consent: StoredConsent | undefined): ConsentOutcome {
    const { tenant } = answer.claimed;
    const about = { tenant: tenant.id, marketplace: answer.marketplace };
    if (!(error instanceof DomainError)) {
      this.log.error({ err: error, ...about }, 'a consent could not be answered');
      return { code: 'internal', accountId: null };
    }
    const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : undefined;
    this.log.warn({ ...about, code: error.code, ...(reason && { reason }) }, 'a consent led to no account');
    const named = error.details.extra?.['account_id'];
    const accountId = typeof named === 'number' ? named : (consent?.accountId ?? null);
    return { code: error.code, accountId };
  }
}

function checked(consent: StoredConsent | undefined, answer: ConsentAnswer): StoredConsent {
  if (consent?.marketplace !== answer.marketplace || !matches(answer.state, consent.stateHash)) {
    throw new ConsentUnknownError();
  }
  if (!matches(answer.browser, consent.browserHash)) throw new ConsentOtherBrowserError();
  return consent;
}
