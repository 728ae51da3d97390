import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import type { LaneKey } from './keys.ts';
import { Lanes } from './lanes.ts';

/** How an account stands in the browser that speaks for it. */
export type ExecutorState = 'ready' | 'logged_out' | 'wrong_account' | 'challenge' | 'no_tab' | 'paused';

/** Which browser executes a lane; all null where none can. */
export interface Executor {
  readonly instance: string | null;
  readonly deviceId: number | null;
  readonly session: number | null;
}

/** A lane after its executor was chosen anew. */
export interface SettledExecutor extends LaneKey, Executor {
  /** How the account stands in the browser that counts; null where none has it, or a person has to act first. */
  readonly state: ExecutorState | null;
}

/**
 * Ties the lanes of accounts that only a browser can reach to the instance that holds the browser's socket. What a
 * lane's executor and holds are follows from the sessions alone and is computed anew after every change of them, so
 * that no order of events can leave it wrong.
 */
@Injectable()
export class Executors {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Chooses the executors of lanes.
   * @param sql the transaction, which holds the lanes' locks since an earlier statement
   * @param keys the lanes
   * @param announced true where a browser has just said how its accounts stand: only that lifts what a person had to
   *   put right. A browser that leaves must not make another one go around its challenge
   * @returns what was chosen
   */
  async settle(sql: Sql, keys: readonly LaneKey[], announced = false): Promise<readonly SettledExecutor[]> {
    if (keys.length === 0) return [];
    const settled = await sql.query<SettledExecutor>(
      SETTLE,
      [keys.map((key) => key.tenantId), keys.map((key) => key.accountId), announced],
      PREPARED,
    );
    await this.lanes.refresh(sql, keys);
    if (settled.some(({ state }) => state === 'ready')) await sql.send(`notify stoflow_queue`);
    return settled;
  }

  /**
   * @param key a lane
   * @returns which browser executes it now
   */
  async of(key: LaneKey): Promise<Executor> {
    const [row] = await this.database.query<Executor>(
      `select executor as instance, executor_device as "deviceId", executor_session as session
       from public.lanes where tenant_id = $1 and account_id = $2`,
      [key.tenantId, key.accountId],
    );
    return row ?? { instance: null, deviceId: null, session: null };
  }

  /**
   * Finds lanes whose executor, or one of whose announced browsers, is with an instance that is gone.
   * @param limit how many at most
   * @returns the lanes
   */
  async stale(limit: number): Promise<readonly LaneKey[]> {
    return this.database.query<LaneKey>(
      `select tenant_id as "tenantId", account_id as "accountId"
       from public.lanes l
       where l.executor is not null and not exists (${LIVE('l.executor')})
       union
       select a.tenant_id, a.account_id
       from public.plugin_accounts a
       where not exists (
         select from public.plugin_sessions s
         where s.tenant_id = a.tenant_id and s.device_id = a.device_id and s.session = a.session
           and exists (${LIVE('s.instance')})
       )
       limit $1`,
      [limit],
    );
  }
}

const LIVE = (instance: string): string =>
  `select from public.instances i where i.id = ${instance} and i.lease_until > clock_timestamp()`;

const without = (holds: string, ...names: readonly string[]): string =>
  names.reduce((text, name) => `array_remove(${text}, '${name}')`, holds);
const onlyOfItsOwn = (name: string): string =>
  `array_append(${without('l.holds', 'plugin', 'challenge', 'reauth')}, '${name}')`;

/**
 * A challenge counts before everything: the marketplace doubts the account, and another browser of the seller must
 * not go around it. Of several browsers that are ready the one that has the lane keeps it.
 */
const SETTLE = `
  with best as (
    select distinct on (l.tenant_id, l.account_id)
           l.tenant_id, l.account_id, a.state, s.device_id, s.session, s.instance
    from unnest($1::bigint[], $2::bigint[]) as k (tenant_id, account_id)
    join public.lanes l using (tenant_id, account_id)
    left join (
      public.plugin_accounts a
      join public.plugin_sessions s
        on s.tenant_id = a.tenant_id and s.device_id = a.device_id and s.session = a.session
      join public.instances i on i.id = s.instance and i.lease_until > clock_timestamp()
    ) on a.tenant_id = l.tenant_id and a.account_id = l.account_id
    order by l.tenant_id, l.account_id,
             case a.state when 'challenge' then 0 when 'ready' then 1 else 2 end,
             (l.executor_device = s.device_id and l.executor_session = s.session) desc nulls last,
             s.connected_at desc
  )
  update public.lanes l
  set executor = case when best.state = 'ready' then best.instance end,
      executor_device = case when best.state = 'ready' then best.device_id end,
      executor_session = case when best.state = 'ready' then best.session end,
      holds = case
        when best.state = 'ready' and $3::boolean then ${without('l.holds', 'plugin', 'challenge', 'reauth')}
        when best.state = 'ready' then ${without('l.holds', 'plugin')}
        when best.state = 'challenge' then ${onlyOfItsOwn('challenge')}
        when best.state in ('logged_out', 'wrong_account') then ${onlyOfItsOwn('reauth')}
        else array_append(array_remove(l.holds, 'plugin'), 'plugin')
      end,
      updated_at = now()
  from best
  where l.tenant_id = best.tenant_id and l.account_id = best.account_id
  returning l.tenant_id as "tenantId", l.account_id as "accountId", l.executor as instance,
            l.executor_device as "deviceId", l.executor_session as session,
            case when best.state <> 'ready' or not l.holds && array['challenge', 'reauth'] then best.state end as state`;
