/**
 * True for a ready pointer `q` whose product nobody else on the account is working on or was asked to work on
 * earlier: one writer per (account, product), in the order of the requests. A job of which nobody knows what it did
 * comes before every other, however long it waits: whoever ran meanwhile might do the same a second time.
 *
 * It is a value and not a `not exists`, which the planner turns into a join that reads the whole lane: 129 ms instead
 * of 3 ms for a claim from a lane of 100,000 (`test/integration/queue/claim-uses-its-indexes.test.ts`).
 */
export const PRODUCT_IS_FREE = `
  coalesce((
    select false from public.job_queue other
    where other.tenant_id = q.tenant_id
      and other.account_id = q.account_id
      and other.product_id = q.product_id
      and other.job_id <> q.job_id
      and (other.state = 'leased'
           or (other.unresolved and not q.unresolved)
           or (other.state = 'ready' and other.seq < q.seq and other.unresolved = q.unresolved))
    limit 1
  ), true)`;

/** True for a lane `l` that has a pointer it could run now. */
const HAS_WORK = `
  exists (
    select from public.job_queue q
    where q.tenant_id = l.tenant_id and q.account_id = l.account_id and q.state = 'ready'
      and ${PRODUCT_IS_FREE}
  )`;

/**
 * When lane `l` may be claimed: never while it is held, full or without work. True only under the lane's lock and
 * in a statement after the one that locked it; `running` stands for the lane's count as it will be.
 * @param running SQL for the number of leased pointers
 * @returns SQL for `ready_at`
 */
export function readyAt(running: string): string {
  return `case
    when l.holds <> '{}' or ${running} >= l.max_running then null
    when ${HAS_WORK} then greatest(now(), l.blocked_until)
  end`;
}

/**
 * The virtual time at which a lane joins those that work: not earlier than the least of them, or a lane that slept
 * would run alone until it had caught up.
 */
const FLOOR = `coalesce(
    (select min(a.vtime) from public.lanes a where a.ready_at is not null or a.running > 0),
    (select max(a.vtime) from public.lanes a),
    0
  )`;

/** The virtual time of lane `l` after a change that may wake it. */
export const WOKEN_VTIME = `case
    when l.ready_at is null and l.running = 0 then greatest(l.vtime, ${FLOOR})
    else l.vtime
  end`;
