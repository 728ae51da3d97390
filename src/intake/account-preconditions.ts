import { Injectable } from '@nestjs/common';
import { wallClock } from '../common/clock.ts';
import { withAdvice } from '../domain/error-entry.ts';
import { AccountNotFoundError, DomainError } from '../domain/errors.ts';
import type { Failure } from '../domain/outcome.ts';
import type { AccountSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ActionCode } from '../domain/vocabulary.ts';
import { writesContent } from '../domain/selling-actions.ts';
import type { ChecklistItem } from '../handlers/contract/marketplace-adapter.ts';
import { NEUTRAL_ERRORS } from '../handlers/contract/neutral-error-catalogue.ts';
import { AccountVerification } from './account-verification.ts';
import { StoredChecklists } from './stored-checklists.ts';

/** What is known of an account before jobs are made for it. */
export interface AccountCheck {
  readonly items: readonly ChecklistItem[];
  /** When the items were found; null where the account was never verified. */
  readonly verifiedAt: Date | null;
  /** Why every job would fail; undefined where none is known to. */
  readonly refusal: Failure | undefined;
  /** What a seller should know of it. */
  readonly notices: readonly string[];
}

/** Why an account cannot be asked, in a seller's words. */
const STANDINGS: Readonly<Partial<Record<AccountSnapshot['status'], string>>> = {
  needs_reauth: 'it has to be connected again',
  challenge: 'the marketplace wants to see a person first',
  paused: 'it is paused',
};

/** Longest time that a request waits for a marketplace before it goes on without its answer. */
const DEADLINE_MS = 10_000;

/** Finds out, once per request and account, whether an account lacks something without which every job would fail. */
@Injectable()
export class AccountPreconditions {
  constructor(
    private readonly stored: StoredChecklists,
    private readonly verification: AccountVerification,
  ) {}

  /**
   * Checks an account before jobs are made for it. What was verified a short while ago is believed, unless it keeps
   * jobs from being made: then the marketplace is asked again, so that a seller who has mended it is not held up.
   * @param tenant whose account
   * @param account the account
   * @param action what the jobs would do; only what sends content needs anything of the account
   * @returns what is known; where the marketplace cannot be asked there is no refusal, since its jobs will wait
   */
  async check(tenant: TenantRef, account: AccountSnapshot, action: ActionCode): Promise<AccountCheck> {
    const known = (await this.stored.read(tenant, [account.id]))(account.id);
    if (!writesContent(action)) return { ...known, refusal: undefined, notices: [] };
    if (known.isFresh && refusalOf(known.items) === undefined) {
      return { ...known, refusal: undefined, notices: [] };
    }
    if (account.status !== 'connected') {
      const notice = `The account was not verified, since ${STANDINGS[account.status] ?? 'it cannot be used'}: its jobs wait.`;
      return { ...known, refusal: undefined, notices: [notice] };
    }
    try {
      const items = await this.verification.run(tenant, account.id, DEADLINE_MS);
      return { items, verifiedAt: wallClock(), refusal: refusalOf(items), notices: [] };
    } catch (error: unknown) {
      if (!(error instanceof DomainError) || error instanceof AccountNotFoundError) throw error;
      const notice = `The account could not be verified now (${error.message}) Its jobs are made all the same.`;
      return { ...known, refusal: undefined, notices: [notice] };
    }
  }
}

/**
 * Puts what an account lacks into the words in which it is stored on a job.
 * @param items what a verification found
 * @returns the failure; undefined where nothing is missing without which every job would fail
 */
export function refusalOf(items: readonly ChecklistItem[]): Failure | undefined {
  const missing = items.filter(({ ok, blocks }) => !ok && blocks === true);
  if (missing.length === 0) return undefined;
  const code = 'account.not_ready';
  return withAdvice(
    {
      code,
      message: missing.map(({ message }) => message).join(' '),
      fields: missing.map((item) => ({ field: `account.${item.code}`, code, message: item.message })),
    },
    NEUTRAL_ERRORS[code],
  );
}
