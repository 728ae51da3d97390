import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { AppConfig } from '../config/app-config.ts';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';
import type { LaneKey } from './keys.ts';

/** What `every_seconds` counts; one millisecond alone cannot be scaled down, as durations are whole ones. */
const SECOND_MS = 1000;

/** An action that is to be done on an account now. */
export interface DueAction extends LaneKey {
  readonly actionCode: ActionCode;
  readonly marketplace: Marketplace;
}

/**
 * Knows when each account's turn for each recurring action is. A turn is taken by locking its row and setting the next
 * one in the same transaction, so that it is taken once, by whichever instance is first.
 */
@Injectable()
export class Recurring {
  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {}

  /**
   * Gives an account its turns. The first one lies anywhere in the interval, or a thousand accounts that were connected
   * by one import would all come at the same second for ever.
   * @param sql the transaction that connects the account
   * @param key the account
   * @param marketplace its marketplace
   */
  async begin(sql: Sql, key: LaneKey, marketplace: Marketplace): Promise<void> {
    await sql.query(
      `insert into public.recurring_actions (tenant_id, account_id, action_code, next_at)
       select $1, $2, code, now() + random() * every_seconds * $4 * interval '1 millisecond'
       from public.marketplace_action_types where marketplace = $3 and every_seconds is not null
       on conflict do nothing`,
      [key.tenantId, key.accountId, marketplace, this.config.scaled(SECOND_MS)],
    );
  }

  /**
   * Takes an account's turns away.
   * @param sql the transaction that disconnects the account
   * @param key the account
   */
  async end(sql: Sql, key: LaneKey): Promise<void> {
    await sql.query(`delete from public.recurring_actions where tenant_id = $1 and account_id = $2`, [
      key.tenantId,
      key.accountId,
    ]);
  }

  /**
   * Takes one turn that is due. The next one comes an interval later, a tenth more or less, so that turns that once
   * fell together drift apart.
   * @param work queues the action, in the same transaction
   * @returns whether there was one
   */
  async takeDue(work: (sql: Sql, due: DueAction) => Promise<void>): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const [due] = await sql.query<DueAction>(
        `update public.recurring_actions r
         set next_at = now() + (0.9 + 0.2 * random()) * t.every_seconds * $1 * interval '1 millisecond'
         from (
           select tenant_id, account_id, action_code from public.recurring_actions
           where next_at <= now() order by next_at limit 1 for update skip locked
         ) turn
         join public.lanes l on l.tenant_id = turn.tenant_id and l.account_id = turn.account_id
         join public.marketplace_action_types t
           on t.marketplace = l.marketplace and t.code = turn.action_code and t.every_seconds is not null
         where r.tenant_id = turn.tenant_id and r.account_id = turn.account_id and r.action_code = turn.action_code
         returning r.tenant_id as "tenantId", r.account_id as "accountId", r.action_code as "actionCode",
                   l.marketplace`,
        [this.config.scaled(SECOND_MS)],
      );
      if (due === undefined) return false;
      await work(sql, due);
      return true;
    });
  }
}
