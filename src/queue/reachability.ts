import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { AppConfig } from '../config/app-config.ts';
import type { LaneKey } from './keys.ts';

/** Holds that mean: nobody can find a sale there, nor end a listing. A seller's own pause does not. */
export const UNREACHABLE = `array['plugin', 'reauth', 'challenge']::text[]`;

/**
 * What the state of an account asks for: `hold` its pieces elsewhere, note that it `returned`, `release` what is held,
 * or note that it is `lost` again.
 */
export type ReachTurn = 'hold' | 'returned' | 'release' | 'lost';

/** An account whose turn it is. */
export interface ReachCandidate extends LaneKey {
  readonly turn: ReachTurn;
  /** When the account was seen to act again; null while it cannot, or where that does not matter. */
  readonly reachableAt: Date | null;
}

/** Knows which accounts of tenants that want to hold pieces elsewhere cannot act, and since when. */
@Injectable()
export class Reachability {
  private readonly log = new Logger(Reachability.name);

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
  ) {}

  /** Notes accounts that cannot act any more, and forgets those that came back before anything was held. */
  async observe(): Promise<void> {
    await this.database.query(
      `insert into public.unreachable_accounts (tenant_id, account_id)
       select l.tenant_id, l.account_id
       from public.tenants t join public.lanes l on l.tenant_id = t.id
       where t.unreachable_policy = 'hold_elsewhere' and t.status = 'active' and l.holds && ${UNREACHABLE}
       on conflict do nothing`,
    );
    await this.database.query(
      `delete from public.unreachable_accounts u
       using public.lanes l
       where l.tenant_id = u.tenant_id and l.account_id = u.account_id and u.held_at is null
         and not l.holds && ${UNREACHABLE}`,
    );
  }

  /**
   * Takes accounts whose turn it is, each in a transaction of its own, and by one instance.
   * @param work does what the turn asks for; it locks the tenant's lanes first. Where it fails, its account is looked
   * at again the next time, and the others have their turn
   * @returns how many did not fail
   */
  async each(work: (sql: Sql, candidate: ReachCandidate) => Promise<void>): Promise<number> {
    const due = await this.database.query<LaneKey>(
      `select u.tenant_id as "tenantId", u.account_id as "accountId" ${DUE} order by u.since limit 200`,
      [this.config.scaled(1000)],
    );
    let taken = 0;
    for (const key of due) taken += (await this.guarded(key, () => this.one(key, work))) ? 1 : 0;
    return taken;
  }

  private async one(
    key: LaneKey,
    work: (sql: Sql, candidate: ReachCandidate) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (sql) => {
      const [candidate] = await sql.query<ReachCandidate>(
        `select u.tenant_id as "tenantId", u.account_id as "accountId", u.reachable_at as "reachableAt",
                ${TURN} as turn
         ${DUE} and u.tenant_id = $2 and u.account_id = $3 for update of u skip locked`,
        [this.config.scaled(1000), key.tenantId, key.accountId],
      );
      if (candidate !== undefined) await work(sql, candidate);
    });
  }

  /** One tenant's trouble must not keep the pieces of all others on sale where nobody can find a sale. */
  private async guarded({ tenantId, accountId }: LaneKey, turn: () => Promise<void>): Promise<boolean> {
    try {
      await turn();
      return true;
    } catch (error: unknown) {
      this.log.error(
        { err: error, tenant: tenantId, account: accountId },
        'an account that cannot act could not be looked after yet',
      );
      return false;
    }
  }

  /**
   * Notes what a turn led to.
   * @param sql the transaction of the turn
   * @param key the account
   * @param state `held`, `returned` at this moment, `lost` once more, or `over`
   */
  async note(sql: Sql, key: LaneKey, state: 'held' | 'returned' | 'lost' | 'over'): Promise<void> {
    const where = `where tenant_id = $1 and account_id = $2`;
    const statement = {
      held: `update public.unreachable_accounts set held_at = now() ${where}`,
      returned: `update public.unreachable_accounts set reachable_at = clock_timestamp() ${where}`,
      lost: `update public.unreachable_accounts set reachable_at = null, since = now() ${where}`,
      over: `delete from public.unreachable_accounts ${where}`,
    }[state];
    await sql.query(statement, [key.tenantId, key.accountId]);
  }
}

const CANNOT_ACT = `l.holds && ${UNREACHABLE}`;
const WANTS_HOLDS = `t.unreachable_policy = 'hold_elsewhere'`;

const TURN = `
  case when u.held_at is null then 'hold'
       when not ${WANTS_HOLDS} then 'release'
       when ${CANNOT_ACT} then 'lost'
       when u.reachable_at is null then 'returned'
       else 'release' end`;

/** A suspended tenant is left alone, whatever its accounts do. */
const DUE = `
  from public.unreachable_accounts u
  join public.tenants t on t.id = u.tenant_id
  join public.lanes l on l.tenant_id = u.tenant_id and l.account_id = u.account_id
  where t.status = 'active'
    and case when u.held_at is null
             then ${WANTS_HOLDS} and ${CANNOT_ACT}
                  and u.since <= now() - t.unreachable_after_seconds * $1 * interval '1 millisecond'
             else not ${WANTS_HOLDS} or not ${CANNOT_ACT} or u.reachable_at is not null end`;
