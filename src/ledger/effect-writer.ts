import { Injectable } from '@nestjs/common';
import { applyAccountEffect } from '../accounts/account-effect.ts';
import type { Sql } from '../common/database/sql.ts';
import type { Effect, PendingActionEffect } from '../domain/effects.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { applyListingEffect } from '../listings/apply-listing-effect.ts';
import type { JobRow } from './rows.ts';

/** Applies what a step says has changed, in the commit that finishes the step. */
@Injectable()
export class EffectWriter {
  /**
   * Applies the effects on the job's account. They come before the job's own row in the lock order.
   * @param sql the transaction of the journal
   * @param tenant whose tables
   * @param job the job
   * @param effects all effects of the step
   */
  async applyToAccount(sql: Sql, tenant: TenantRef, job: JobRow, effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      if (effect.type === 'account') await applyAccountEffect(sql, tenant, job.accountId, effect);
    }
  }

  /**
   * Applies every other effect.
   * @param sql the transaction of the journal, which holds the job's row
   * @param tenant whose tables
   * @param job the job
   * @param effects all effects of the step
   */
  async applyRest(sql: Sql, tenant: TenantRef, job: JobRow, effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) {
      if (effect.type === 'pending_action') await this.addPendingAction(sql, tenant, job, effect);
      if (effect.type === 'listing') {
        if (job.productId === null) throw new Error(`job ${job.id} has a listing effect and no product`);
        await applyListingEffect(sql, tenant, { productId: job.productId, accountId: job.accountId }, effect);
      }
    }
  }

  /**
   * Asks a person to decide something.
   * @param sql a transaction
   * @param tenant whose tables
   * @param job the job that found it
   * @param action what is to be decided
   */
  async addPendingAction(
    sql: Sql,
    tenant: TenantRef,
    job: JobRow,
    action: PendingActionEffect,
  ): Promise<void> {
    await sql.query(
      `insert into ${tenant.schema}.pending_actions (job_id, account_id, product_id, code, message, details)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        job.id,
        job.accountId,
        job.productId,
        action.code,
        action.message,
        JSON.stringify(action.details ?? {}),
      ],
    );
  }
}
