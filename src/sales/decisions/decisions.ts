import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { Sql } from '../../common/database/sql.ts';
import { invalidRequest } from '../../common/http/validation.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { Lanes } from '../../queue/lanes.ts';
import { PendingActionNotFoundError } from '../pending-actions.service.ts';
import { Consequences } from './consequences.ts';
import type { OpenAction } from './open-action.ts';

/** What a person decided. */
export interface Decision {
  readonly choice?: string;
  readonly productId?: number;
}

/** Carries out what persons decide about what was inferred: the decision and its consequence are one transaction. */
@Injectable()
export class Decisions {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly consequences: Consequences,
  ) {}

  /**
   * Confirms a pending action with one of its choices.
   * @param tenant whose decision
   * @param id the pending action
   * @param decision what was chosen
   * @param actor who decides
   * @returns the job that carries it out; null where nothing is to be done elsewhere
   * @throws {DomainError} `pending_action.not_found`, `pending_action.decided`, `request.invalid` for a choice there
   *   is not, or whatever keeps the consequence from happening; nothing has changed then
   */
  async confirm(tenant: TenantRef, id: number, decision: Decision, actor: string): Promise<number | null> {
    return this.database.transaction(async (sql) => {
      await this.lanes.lockTenant(sql, tenant.id);
      const action = await this.lock(sql, tenant, id);
      const choice = chosen(action, decision.choice);
      const jobId =
        choice === null
          ? null
          : await this.consequences.of(sql, tenant, { action, choice, actor, productId: decision.productId });
      await this.close(sql, tenant, id, { status: 'confirmed', choice, actor });
      return jobId;
    });
  }

  /**
   * Dismisses a pending action: what was inferred is wrong, or does not matter.
   * @param tenant whose decision
   * @param id the pending action
   * @param actor who decides
   * @throws {DomainError} `pending_action.not_found` or `pending_action.decided`
   */
  async dismiss(tenant: TenantRef, id: number, actor: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.lock(sql, tenant, id);
      await this.close(sql, tenant, id, { status: 'dismissed', choice: null, actor });
    });
  }

  private async lock(sql: Sql, { schema }: TenantRef, id: number): Promise<OpenAction> {
    const [row] = await sql.query<OpenAction & { status: string }>(
      `select id, code, job_id as "jobId", account_id as "accountId", product_id as "productId",
              listing_id as "listingId", choices, details, status
       from ${schema}.pending_actions where id = $1 for update`,
      [id],
    );
    if (row === undefined) throw new PendingActionNotFoundError(id);
    if (row.status === 'open') return row;
    const message = `This has been decided: it is ${row.status}.`;
    throw new DomainError('pending_action.decided', 'conflict', message, { extra: { status: row.status } });
  }

  private async close(
    sql: Sql,
    { schema }: TenantRef,
    id: number,
    end: { readonly status: string; readonly choice: string | null; readonly actor: string },
  ): Promise<void> {
    await sql.query(
      `update ${schema}.pending_actions
       set status = $2, choice = $3, decided_by = $4, decided_at = now(), updated_at = now() where id = $1`,
      [id, end.status, end.choice, end.actor],
    );
  }
}

/** Where there is but one choice, confirming is choosing it. */
function chosen({ choices }: OpenAction, choice: string | undefined): string | null {
  const [only] = choices;
  if (choice === undefined && choices.length <= 1) return only ?? null;
  if (choice !== undefined && choices.includes(choice)) return choice;
  const message =
    choices.length === 0 ? 'there is nothing to choose here' : `choice must be one of ${choices.join(', ')}`;
  throw invalidRequest([{ field: 'choice', code: 'is_in', message }]);
}
