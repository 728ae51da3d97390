import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { applyListingEffect } from './apply-listing-effect.ts';
import type { ListingKey } from './apply-listing-effect.ts';
import { LISTING_IS_OPEN } from './listing-row.ts';

/** What a claim gave. */
export interface Claim {
  /** The id that is the asker's now; undefined where every one belongs to another listing. */
  readonly kept: string | undefined;
  /** Ids that belong to nobody. */
  readonly free: readonly string[];
}

/**
 * Gives things that were found on a marketplace to the one listing they become. Where a marketplace has no key, two
 * products that look alike may find the same draft at the same moment, and only one may go on with it.
 */
@Injectable()
export class ListingClaims {
  constructor(private readonly database: Database) {}

  /**
   * Claims the first id that no other row of the account has, whatever that row's status, and writes it into the
   * asker's open listing at once, or into a new one that supersedes it. Claiming again gives the same id.
   * @param tenant whose listings
   * @param key the asker: which product on which account
   * @param name of the id in `external_ids` (`listing_id`)
   * @param ids candidates, best first; for a new copy without those of the listing it is a copy of
   * @param copy `new_copy` where what is claimed stands beside the open listing
   * @returns what was claimed, and what is left
   */
  async claim(
    tenant: TenantRef,
    key: ListingKey,
    name: string,
    ids: readonly string[],
    copy?: 'new_copy',
  ): Promise<Claim> {
    if (ids.length === 0) return { kept: undefined, free: [] };
    return this.database.transaction(async (sql) => {
      // Claims of one account come one after the other; the next statement sees what the last one wrote.
      await sql.query(
        `select id from ${tenant.schema}.marketplace_accounts where id = $1 for no key update`,
        [key.accountId],
      );
      const rows = await sql.query<{ readonly id: string; readonly own: boolean }>(
        `select external_ids ->> $3::text as id, product_id = $2 and ${LISTING_IS_OPEN} as own
         from ${tenant.schema}.listings
         where account_id = $1 and external_ids ->> $3::text = any($4::text[])`,
        [key.accountId, key.productId, name, ids],
      );
      const own = rows.find((row) => row.own)?.id;
      const taken = new Set(rows.filter((row) => !row.own).map(({ id }) => id));
      const free = ids.filter((id) => !taken.has(id));
      const kept = own ?? free[0];
      if (kept !== undefined && own === undefined) {
        const effect = {
          type: 'listing',
          status: 'draft',
          externalIds: { [name]: kept },
          ...(copy === undefined ? {} : { copy }),
        } as const;
        await applyListingEffect(sql, tenant, key, effect);
      }
      return { kept, free: free.filter((id) => id !== kept) };
    });
  }
}
