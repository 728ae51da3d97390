import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { AppConfig } from '../config/app-config.ts';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';
import type { LaneKey } from './keys.ts';

/** What `every_seconds` counts; one millisecond alone cannot be scaled down, as durations are whole ones. */
const SECOND_MS = 1000;

/**
 * When the next turn comes: an interval later, a tenth more or less, so that turns that once fell together drift apart.
 * @param intervalMs what the interval is, in SQL
 * @returns the moment, in SQL
 */
const nextAfter = (intervalMs: string): string =>
  `now() + (0.9 + 0.2 * random()) * ${intervalMs} * interval '1 millisecond'`;

/** An action that is to be done on an account now. */
export interface DueAction extends LaneKey {
  readonly actionCode: ActionCode;
  readonly marketplace: Marketplace;
}

/** A turn that is taken. */
interface Turn extends DueAction {
  readonly everySeconds: number;
}

/**
 * Knows when each account's turn for each recurring action is. A turn is taken by locking its row and setting the next
 * one in the same transaction, so that it is taken once, by whichever instance is first.
 */
@Injectable()
export class Recurring {
  private readonly log = new Logger(Recurring.name);

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
   * Takes one turn that is due. Where its work fails, the turn is put off: it would be the first one again for ever, and
   * nobody else's would come.
   * @param work queues the action, in the same transaction
   * @returns whether there was one
   */
  async takeDue(work: (sql: Sql, due: DueAction) => Promise<void>): Promise<boolean> {
    const taken: { turn?: Turn | undefined } = {};
    try {
      await this.database.transaction(async (sql) => {
        taken.turn = await this.next(sql);
        if (taken.turn !== undefined) await work(sql, taken.turn);
      });
    } catch (error: unknown) {
      if (taken.turn === undefined) throw error;
      await this.putOff(taken.turn, error);
    }
    return taken.turn !== undefined;
  }

  /** A turn without a lane, or of an action that comes no more, is passed over: it must not hide those behind it. */
  private async next(sql: Sql): Promise<Turn | undefined> {
    const [turn] = await sql.query<Turn>(
      `update public.recurring_actions r
       set next_at = ${nextAfter('turn.every_seconds * $1')}
       from (
         select a.tenant_id, a.account_id, a.action_code, l.marketplace, t.every_seconds
         from public.recurring_actions a
         join public.lanes l on l.tenant_id = a.tenant_id and l.account_id = a.account_id
         join public.marketplace_action_types t
           on t.marketplace = l.marketplace and t.code = a.action_code and t.every_seconds is not null
         where a.next_at <= now() order by a.next_at limit 1 for update of a skip locked
       ) turn
       where r.tenant_id = turn.tenant_id and r.account_id = turn.account_id and r.action_code = turn.action_code
       returning r.tenant_id as "tenantId", r.account_id as "accountId", r.action_code as "actionCode",
                 turn.marketplace, turn.every_seconds as "everySeconds"`,
      [this.config.scaled(SECOND_MS)],
    );
    return turn;
  }

  /** What was rolled back has taken the next turn along. Another instance may have set one since, which stays. */
  private async putOff(turn: Turn, error: unknown): Promise<void> {
    const { tenantId, accountId, actionCode, everySeconds } = turn;
    this.log.error(
      { err: error, tenant: tenantId, account: accountId, action: actionCode },
      'a recurring action could not be queued and waits for its next turn',
    );
    await this.database.query(
      `update public.recurring_actions set next_at = ${nextAfter('$4::float8')}
       where tenant_id = $1 and account_id = $2 and action_code = $3 and next_at <= now()`,
      [tenantId, accountId, actionCode, everySeconds * this.config.scaled(SECOND_MS)],
    );
  }
}
