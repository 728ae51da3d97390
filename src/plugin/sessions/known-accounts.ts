import { Injectable } from '@nestjs/common';
import { MarketplaceFacts } from '../../accounts/marketplace-facts.ts';
import { Database } from '../../common/database/database.ts';
import { PREPARED } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { AccountRef, AnnouncedAccount } from '../protocol/account.ts';
import type { AccountPresence } from './session-key.ts';

/** An account that a browser announced, and which account of StoFlow it is. */
export interface KnownAccount extends AccountRef {
  readonly accountId: number;
}

/** Finds the accounts of StoFlow behind what browsers announce. */
@Injectable()
export class KnownAccounts {
  constructor(
    private readonly database: Database,
    private readonly facts: MarketplaceFacts,
  ) {}

  /**
   * @param tenant whose browser
   * @param refs accounts in the marketplaces' own words
   * @returns those that the tenant has connected; only on marketplaces that are reached through a browser
   */
  async find(tenant: TenantRef, refs: readonly AccountRef[]): Promise<readonly KnownAccount[]> {
    const reachable = new Set(this.facts.known().filter((name) => this.facts.needsPlugin(name)));
    const asked = refs.filter(({ marketplace }) => reachable.has(marketplace));
    if (asked.length === 0) return [];
    return this.database.query<KnownAccount>(
      `select a.id as "accountId", a.marketplace, a.external_id as user_id
       from ${tenant.schema}.marketplace_accounts a
       where (a.marketplace, a.external_id) in (select * from unnest($1::text[], $2::text[]))
         and a.status <> 'disconnected'`,
      [asked.map(({ marketplace }) => marketplace), asked.map(({ user_id }) => user_id)],
      PREPARED,
    );
  }
}

/**
 * @param known the accounts that StoFlow knows
 * @param announced what the browser says of them
 * @returns how each known account stands
 */
export function presencesOf(
  known: readonly KnownAccount[],
  announced: readonly AnnouncedAccount[],
): readonly AccountPresence[] {
  return known.flatMap(({ accountId, marketplace, user_id }) => {
    const account = announced.find((one) => one.marketplace === marketplace && one.user_id === user_id);
    return account === undefined ? [] : [{ accountId, state: account.state }];
  });
}
