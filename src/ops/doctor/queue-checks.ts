import type { SharedCheck } from './check.ts';

const LANE = `'tenant ' || l.tenant_id || ', account ' || l.account_id || ' (' || l.marketplace || ')'`;
const POINTER = `'tenant ' || q.tenant_id || ', job ' || q.job_id`;
const AGO = (moment: string): string => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** What may stand still in the queue: lanes, pointers, and who holds them. */
export const QUEUE_CHECKS: readonly SharedCheck[] = [
  {
    code: 'lane.held',
    statement: `
      select ${LANE} as subject,
             'held for ' || array_to_string(l.holds, ', ') || ', last changed ' || ${AGO('coalesce(u.since, l.updated_at)')}
             || '; ' || (select count(*) from public.job_queue q
                         where q.tenant_id = l.tenant_id and q.account_id = l.account_id) || ' jobs wait' as message
      from public.lanes l left join public.unreachable_accounts u using (tenant_id, account_id)
      where l.holds <> '{}' and ($1::bigint is null or l.tenant_id = $1) order by l.tenant_id, l.account_id`,
    todo:
      'tenant: resume the tenant. tenant_paused: POST /api/admin/tenants/{id}/resume-jobs. schema: repair what schema_error says and migrate. ' +
      'account: the seller resumes it. reauth: the seller reconnects. challenge, plugin: the seller opens the browser. rate: nothing, it passes.',
  },
  {
    code: 'lane.blocked',
    statement: `
      select ${LANE} as subject, 'closed by a limit of the marketplace until ' || ${AGO('l.blocked_until')} as message
      from public.lanes l
      where l.blocked_until > now() and ($1::bigint is null or l.tenant_id = $1) order by l.tenant_id, l.account_id`,
    todo: 'Nothing: it runs by itself then. If it comes again and again, the account is asked for too much.',
  },
  {
    code: 'lane.running_differs',
    statement: `
      select ${LANE} as subject,
             'counts ' || l.running || ' running jobs and has ' || count(q.job_id) || ' leased pointers' as message
      from public.lanes l
      left join public.job_queue q
        on q.tenant_id = l.tenant_id and q.account_id = l.account_id and q.state = 'leased'
      where $1::bigint is null or l.tenant_id = $1
      group by l.tenant_id, l.account_id, l.marketplace, l.running having l.running <> count(q.job_id)
      order by l.tenant_id, l.account_id`,
    todo: 'The sweeper corrects it within half a minute. If it is here again after that, it is a bug: keep the rows and report it.',
  },
  {
    code: 'pointer.lane_missing',
    statement: `
      select ${POINTER} as subject, 'lies in the lane of account ' || q.account_id || ', which does not exist' as message
      from public.job_queue q
      where ($1::bigint is null or q.tenant_id = $1) and not exists (
        select from public.lanes l where l.tenant_id = q.tenant_id and l.account_id = q.account_id)
      order by q.tenant_id, q.job_id`,
    todo: 'Nobody will ever claim it. Make the lane by hand: docs/deploy/backups.md has the statement.',
  },
  {
    code: 'pointer.dead_owner',
    statement: `
      select ${POINTER} as subject,
             'is held by instance ' || q.owner
             || case when i.id is null then ', which is not registered'
                     else ' on ' || i.host || ', whose lease ran out ' || ${AGO('i.lease_until')} end as message
      from public.job_queue q left join public.instances i on i.id = q.owner
      where q.state = 'leased' and (i.id is null or i.lease_until < clock_timestamp())
        and ($1::bigint is null or q.tenant_id = $1)
      order by q.tenant_id, q.job_id`,
    todo: 'The reaper takes it back within seconds, on any instance that runs jobs. If it stays, none does: see instance.none.',
  },
  {
    code: 'pointer.waits_long',
    statement: `
      select ${POINTER} as subject,
             'might have run since ' || ${AGO('q.run_at')} || '; '
             || case when l.holds <> '{}' then 'its lane is held for ' || array_to_string(l.holds, ', ')
                     when s.paused then l.marketplace || ' is paused'
                     when s.blocked_until > now() then l.marketplace || ' is closed for a time'
                     when l.blocked_until > now() then 'its lane is closed for a time'
                     when l.running >= l.max_running then 'all ' || l.max_running || ' slots of its lane are taken'
                     when l.ready_at is null then 'its product is busy'
                     else 'its lane is ready: no worker takes it' end as message
      from public.job_queue q join public.lanes l using (tenant_id, account_id)
      left join public.marketplace_switches s using (marketplace)
      where q.state = 'ready' and q.run_at < now() - interval '10 minutes' and ($1::bigint is null or q.tenant_id = $1)
      order by q.run_at`,
    todo: 'Look at what its lane waits for. Where that is a worker, start more of them.',
  },
  {
    code: 'instance.none',
    statement: `
      select 'all instances' as subject,
             'no instance that runs jobs is alive, and ' || count(*) || ' jobs could run' as message
      from public.job_queue q
      where q.state in ('ready', 'leased') and ($1::bigint is null or q.tenant_id = $1)
        and not exists (select from public.instances i where i.lease_until > clock_timestamp())
      having count(*) > 0`,
    todo: 'Start at least one instance with ROLE=worker or ROLE=all. Recovery and recounts are theirs, too.',
  },
  {
    code: 'instance.dead',
    statement: `
      select 'instance ' || i.id as subject,
             i.role || ' on ' || i.host || ', process ' || i.pid || ': its lease ran out ' || ${AGO('i.lease_until')} as message
      from public.instances i
      where i.lease_until < clock_timestamp() order by i.lease_until`,
    todo: 'It died, or stood still for longer than its lease. It is forgotten once its jobs have been taken back.',
  },
  {
    code: 'marketplace.paused',
    statement: `
      select 'marketplace ' || s.marketplace as subject,
             'paused since ' || coalesce(${AGO('s.paused_since')}, 'an unknown time') || ' by ' || coalesce(s.paused_by, 'somebody')
             || coalesce(': ' || s.reason, '') as message
      from public.marketplace_switches s where s.paused order by s.marketplace`,
    todo: 'POST /api/admin/marketplaces/{name}/resume when the reason is gone.',
  },
  {
    code: 'marketplace.blocked',
    statement: `
      select 'marketplace ' || s.marketplace as subject,
             'closed by a limit of the whole application until ' || ${AGO('s.blocked_until')} as message
      from public.marketplace_switches s
      where s.blocked_until > now() order by s.marketplace`,
    todo: 'Nothing: it opens by itself. If it comes every day, ask the marketplace for a larger budget.',
  },
  {
    code: 'rate.closed',
    statement: `
      select 'budget ' || b.scope as subject, 'closed until ' || ${AGO('b.blocked_until')} as message
      from public.rate_buckets b
      where b.blocked_until > now() and ($1::bigint is null or split_part(b.scope, '/', 3) = $1::text)
      order by b.blocked_until desc`,
    todo: 'Nothing: it opens by itself.',
  },
  {
    code: 'browser.offline',
    statement: `
      select ${LANE} as subject,
             'no browser is connected and ' || count(q.job_id) || ' jobs wait for one, the oldest since '
             || ${AGO('min(q.run_at)')} as message
      from public.lanes l join public.job_queue q using (tenant_id, account_id)
      where 'plugin' = any(l.holds) and l.executor is null and ($1::bigint is null or l.tenant_id = $1)
      group by l.tenant_id, l.account_id, l.marketplace order by l.tenant_id, l.account_id`,
    todo: 'The seller opens the browser with the extension, logged in to the account.',
  },
];
