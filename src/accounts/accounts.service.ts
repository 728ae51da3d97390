import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { AccountNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { AccountQuery, UpdateAccountDto } from './dto/account-requests.ts';
import { MarketplaceAccount } from './marketplace-account.entity.ts';

/** The accounts of the tenant whose request runs, without their credentials. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly em: EntityManager,
    private readonly db: Database,
  ) {}

  /**
   * @param query filters and page
   * @returns accounts, newest first
   */
  async list(query: AccountQuery): Promise<Page<MarketplaceAccount>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const where: FilterQuery<MarketplaceAccount>[] = [];
    if (after !== undefined) where.push({ id: { $lt: after[0] } });
    if (query.marketplace !== undefined) where.push({ marketplace: query.marketplace });
    if (query.status !== undefined) where.push({ status: query.status });
    const rows = await this.em.find(
      MarketplaceAccount,
      { $and: where },
      { orderBy: { id: 'desc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param id the account's id
   * @returns the account
   * @throws {AccountNotFoundError} also for another tenant's id
   */
  async get(id: number): Promise<MarketplaceAccount> {
    const account = await this.em.findOne(MarketplaceAccount, { id }, { disableIdentityMap: true });
    if (account === null) throw new AccountNotFoundError(id);
    return account;
  }

  /**
   * Renames an account or merges settings into those it has. One statement, so that two people who change different
   * settings at once both succeed.
   * @param tenant whose account
   * @param id the account's id
   * @param changes what changes; a setting that is null is removed
   * @throws {AccountNotFoundError} also for another tenant's id
   */
  async update(tenant: TenantRef, id: number, changes: UpdateAccountDto): Promise<void> {
    const settings = Object.entries(changes.settings ?? {});
    const kept = settings.filter(([, value]) => value !== null);
    const removed = settings.filter(([, value]) => value === null).map(([name]) => name);
    const rows = await this.db.query(
      `update ${tenant.schema}.marketplace_accounts
       set name = coalesce($2, name), settings = (settings || $3::jsonb) - $4::text[], updated_at = now()
       where id = $1 returning id`,
      [id, changes.name ?? null, JSON.stringify(Object.fromEntries(kept)), removed],
    );
    if (rows.length === 0) throw new AccountNotFoundError(id);
  }
}
