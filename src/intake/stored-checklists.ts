import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots, SHARED_READS } from '../common/lots.ts';
import { AppConfig } from '../config/app-config.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ChecklistItem } from '../handlers/contract/marketplace-adapter.ts';

/** What the last verification of an account found. */
export interface StoredChecklist {
  readonly items: readonly ChecklistItem[];
  /** When it was verified; null where it never was. */
  readonly verifiedAt: Date | null;
  /** Whether it may stand for the account as it is now. */
  readonly isFresh: boolean;
}

/**
 * How long a verification may stand for the account; in ms at scale 1. Long enough for a seller who makes batch after
 * batch, short enough that a policy deleted on the marketplace is noticed before the next sitting.
 */
const FRESH_MS = 15 * 60_000;
const NEVER: StoredChecklist = { items: [], verifiedAt: null, isFresh: false };

/** Reads what verifications found, without asking any marketplace. */
@Injectable()
export class StoredChecklists {
  private readonly reads = new Lots(
    async (tenant: number, wanted: readonly (readonly number[])[]) => {
      const found = await this.readAll(tenantRef(tenant), [...new Set(wanted.flat())]);
      return wanted.map(() => found);
    },
    SHARED_READS,
    wasRolledBack,
  );

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {}

  /**
   * Reads the checklists of accounts. One that is older than the account's last change stands for nothing any more.
   * @param tenant whose accounts
   * @param accountIds which
   * @returns what was found, by account; an account that was never verified has no items
   */
  async read(
    tenant: TenantRef,
    accountIds: readonly number[],
  ): Promise<(accountId: number) => StoredChecklist> {
    return this.reads.add(tenant.id, accountIds);
  }

  private async readAll(
    { schema }: TenantRef,
    accountIds: readonly number[],
  ): Promise<(accountId: number) => StoredChecklist> {
    const rows = await this.database.query<{
      id: number;
      items: readonly ChecklistItem[];
      verifiedAt: string | Date | null;
      isFresh: boolean | null;
    }>(
      `select id, checklist as items, verified_at as "verifiedAt",
              verified_at >= updated_at and verified_at > now() - make_interval(secs => $2::float8 / 1000) as "isFresh"
       from ${schema}.marketplace_accounts where id = any($1::bigint[])`,
      [accountIds, this.config.scaled(FRESH_MS)],
      PREPARED,
    );
    const found = new Map(
      rows.map(({ id, items, verifiedAt, isFresh }) => [
        id,
        {
          items,
          verifiedAt: verifiedAt === null ? null : new Date(verifiedAt),
          isFresh: isFresh === true,
        },
      ]),
    );
    return (accountId) => found.get(accountId) ?? NEVER;
  }
}
