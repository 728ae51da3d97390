import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** Which account, and which of its rows is the asker's own. */
export interface LinkQuestion {
  readonly accountId: number;
  /** The row that may have the id; null where the asker has none yet. */
  readonly ownListingId: number | null;
}

/** Tells which of a marketplace's ids belong to a listing that is known already, so that nobody adopts them. */
@Injectable()
export class LinkedListings {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose listings
   * @param question the account and the asker's own row
   * @param key name of the id in `external_ids` (`listing_id`)
   * @param ids the ids in question
   * @returns those that another row of the account has, whatever its status
   */
  async among(
    tenant: TenantRef,
    question: LinkQuestion,
    key: string,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database.query<{ readonly id: string }>(
      `select distinct external_ids ->> $3::text as id
       from ${tenant.schema}.listings
       where account_id = $1 and id is distinct from $2::bigint and external_ids ->> $3::text = any($4::text[])`,
      [question.accountId, question.ownListingId, key, ids],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
