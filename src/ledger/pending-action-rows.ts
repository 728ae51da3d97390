import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { PendingActionEffect } from '../domain/effects.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** Something to be decided, and what it belongs to. */
export interface NewPendingAction {
  readonly jobId: number | null;
  readonly accountId: number | null;
  readonly productId: number | null;
  readonly action: PendingActionEffect;
}

/** Makes rows of `pending_actions`: what was inferred and a person must decide. */
@Injectable()
export class PendingActionRows {
  /**
   * Asks a person to decide something. Of one subject a code is asked once at a time: a later finding replaces the
   * words of the one that is open, and a finding that a person has dismissed is not brought up again.
   * @param sql a transaction
   * @param tenant whose decision
   * @param pending what is to be decided
   */
  async add(sql: Sql, { schema }: TenantRef, pending: NewPendingAction): Promise<void> {
    const { jobId, accountId, productId, action } = pending;
    await sql.query(
      `insert into ${schema}.pending_actions
         (job_id, account_id, product_id, listing_id, code, message, details, subject, choices)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9
       where not exists (
         select from ${schema}.pending_actions
         where code = $5 and subject = $8 and status = 'dismissed' and decided_by <> 'worker' and details = $7::jsonb
       )
       on conflict (code, subject) where status = 'open' and subject is not null
       do update set message = excluded.message, details = excluded.details, choices = excluded.choices,
                     job_id = excluded.job_id, updated_at = now()`,
      [
        jobId,
        accountId,
        action.productId ?? productId,
        action.listingId ?? null,
        action.code,
        action.message,
        JSON.stringify(action.details ?? {}),
        action.subject ?? null,
        action.choices ?? [],
      ],
    );
  }

  /**
   * Withdraws questions about a subject that have answered themselves.
   * @param sql a transaction
   * @param tenant whose decisions
   * @param code what was asked
   * @param subjects about what
   */
  async withdraw(sql: Sql, { schema }: TenantRef, code: string, subjects: readonly string[]): Promise<void> {
    await sql.query(
      `update ${schema}.pending_actions
       set status = 'dismissed', decided_by = 'worker', decided_at = now(), updated_at = now()
       where code = $1 and subject = any($2::text[]) and status = 'open'`,
      [code, subjects],
    );
  }
}
