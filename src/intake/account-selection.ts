import { Injectable } from '@nestjs/common';
import { ACCOUNT_COLUMNS, accountFromRow } from '../accounts/account-row.ts';
import type { AccountRow } from '../accounts/account-row.ts';
import { Database } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots, SHARED_READS } from '../common/lots.ts';
import { AccountNotFoundError, DomainError } from '../domain/errors.ts';
import type { AccountSnapshot } from '../domain/snapshots.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Marketplace } from '../domain/vocabulary.ts';

/** Decides which account a request means. */
@Injectable()
export class AccountSelection {
  private readonly reads = new Lots(
    async (tenant: number, asked: readonly undefined[]) => {
      const accounts = await this.readAll(tenantRef(tenant));
      return asked.map(() => accounts);
    },
    SHARED_READS,
    wasRolledBack,
  );

  constructor(private readonly database: Database) {}

  /**
   * Chooses one account of each marketplace.
   * @param tenant whose accounts
   * @param marketplaces the marketplaces of the request
   * @param accountIds accounts that the request names; where it names none of a marketplace, its only one is meant
   * @returns one account per marketplace, or several where the request names several
   * @throws {AccountNotFoundError} for an account the tenant does not have
   * @throws {DomainError} `account.wrong_marketplace`, `account.not_connected` or `account.ambiguous`
   */
  async choose(
    tenant: TenantRef,
    marketplaces: readonly Marketplace[],
    accountIds: readonly number[],
  ): Promise<readonly AccountSnapshot[]> {
    const accounts = await this.read(tenant);
    const named = accountIds.map((id) => {
      const account = accounts.find((candidate) => candidate.id === id);
      if (account === undefined) throw new AccountNotFoundError(id);
      if (!marketplaces.includes(account.marketplace)) throw wrongMarketplace(account);
      if (account.status === 'disconnected') throw notConnected(account);
      return account;
    });
    return marketplaces.flatMap((marketplace) => {
      const chosen = named.filter((account) => account.marketplace === marketplace);
      return chosen.length > 0 ? chosen : [onlyOne(marketplace, accounts)];
    });
  }

  /**
   * Reads one account.
   * @param tenant whose account
   * @param id its id
   * @returns the account
   * @throws {AccountNotFoundError} also for another tenant's account
   */
  async get(tenant: TenantRef, id: number): Promise<AccountSnapshot> {
    const account = (await this.read(tenant)).find((candidate) => candidate.id === id);
    if (account === undefined) throw new AccountNotFoundError(id);
    return account;
  }

  /**
   * Reads all accounts of a tenant: a handful.
   * @param tenant whose accounts
   * @returns the accounts, oldest first
   */
  async read(tenant: TenantRef): Promise<readonly AccountSnapshot[]> {
    return this.reads.add(tenant.id, undefined);
  }

  private async readAll({ schema }: TenantRef): Promise<readonly AccountSnapshot[]> {
    const rows = await this.database.query<AccountRow>(
      `select ${ACCOUNT_COLUMNS.join(', ')} from ${schema}.marketplace_accounts order by id`,
      [],
      PREPARED,
    );
    return rows.map(accountFromRow);
  }
}

function onlyOne(marketplace: Marketplace, accounts: readonly AccountSnapshot[]): AccountSnapshot {
  const candidates = accounts.filter(
    (account) => account.marketplace === marketplace && account.status !== 'disconnected',
  );
  const [first, second] = candidates;
  if (first === undefined) {
    throw problem('account.not_connected', `No ${marketplace} account is connected.`);
  }
  if (second !== undefined) {
    throw problem('account.ambiguous', `There are several ${marketplace} accounts; say which one.`, {
      choices: candidates.map(({ id, externalId }) => ({ account_id: id, external_id: externalId })),
    });
  }
  return first;
}

function notConnected({ id }: AccountSnapshot): DomainError {
  return problem('account.not_connected', `Account ${id} was disconnected. Connect it again first.`);
}

function wrongMarketplace(account: AccountSnapshot): DomainError {
  return problem('account.wrong_marketplace', `Account ${account.id} is a ${account.marketplace} account.`);
}

function problem(code: string, message: string, extra?: Record<string, unknown>): DomainError {
  return new DomainError(code, 'unprocessable', message, {
    fields: [{ field: 'account_id', code, message }],
    ...(extra && { extra }),
  });
}
