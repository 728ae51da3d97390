import { Injectable } from '@nestjs/common';
import { storeChecklist } from '../accounts/account-findings.ts';
import { Database } from '../common/database/database.ts';
import { DomainError } from '../domain/errors.ts';
import type { AccountSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ChecklistItem } from '../handlers/contract/marketplace-adapter.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { AccountSelection } from './account-selection.ts';

/** Longest time that a verification may take which somebody asked for. */
const DEADLINE_MS = 20_000;

/** Asks a marketplace whether an account has all it needs, once, before many jobs would find out one by one. */
@Injectable()
export class AccountVerification {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountSelection,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * Verifies an account and stores what was found.
   * @param tenant whose account
   * @param id the account
   * @param deadlineMs longest time that the marketplace has
   * @returns one item per precondition
   * @throws {DomainError} `account.not_found`, or `account.unverifiable` when the marketplace could not be asked
   */
  async run(tenant: TenantRef, id: number, deadlineMs = DEADLINE_MS): Promise<readonly ChecklistItem[]> {
    const account = await this.accounts.get(tenant, id);
    const items = await this.ask(tenant, account, AbortSignal.timeout(deadlineMs));
    await storeChecklist(this.database, tenant, id, items);
    return items;
  }

  private async ask(
    tenant: TenantRef,
    account: AccountSnapshot,
    signal: AbortSignal,
  ): Promise<readonly ChecklistItem[]> {
    const adapter = this.registry.adapter(account.marketplace);
    try {
      return await Promise.race([adapter.verify(tenant, account, signal), abortOf(signal)]);
    } catch (error: unknown) {
      if (error instanceof DomainError) throw error;
      throw new DomainError(
        'account.unverifiable',
        'unavailable',
        `${account.marketplace} could not be asked.`,
      );
    }
  }
}

/** Whoever waits for the answer must not wait for an adapter that overlooks its signal. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => {
      reject(new Error('the marketplace took too long'));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}
