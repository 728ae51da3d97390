import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { DomainError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ChecklistItem } from '../handlers/contract/marketplace-adapter.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { AccountSelection } from './account-selection.ts';

/** Longest time that a verification may take. */
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
   * @returns one item per precondition
   * @throws {DomainError} `account.not_found`, or `account.unverifiable` when the marketplace could not be asked
   */
  async run(tenant: TenantRef, id: number): Promise<readonly ChecklistItem[]> {
    const account = await this.accounts.get(tenant, id);
    const items = await this.ask(tenant, account);
    await this.database.query(
      `update ${tenant.schema}.marketplace_accounts
       set checklist = $2, verified_at = now(), updated_at = now() where id = $1`,
      [id, JSON.stringify(items)],
    );
    return items;
  }

  private async ask(
    tenant: TenantRef,
    account: Awaited<ReturnType<AccountSelection['get']>>,
  ): Promise<readonly ChecklistItem[]> {
    const adapter = this.registry.adapter(account.marketplace);
    try {
      return await adapter.verify(tenant, account, AbortSignal.timeout(DEADLINE_MS));
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
