const DEAD = '00000000-0000-4000-8000-00000000dead';
const LANE = `tenant_id = 1 and account_id = 1`;
const JOB = `insert into user_1.marketplace_jobs (action_type_id, marketplace, action_code, account_id, priority, max_attempts`;
const POINTER = `insert into public.job_queue (tenant_id, job_id, account_id, priority, turn, run_at, state, owner)`;
const TASK = `insert into user_1.marketplace_tasks (job_id, position, task_type, step, effect, description, status)`;

/** Each sickness: its code, how it is made, and how the patient gets well; in words that the finding must have. */
export const SICKNESSES: readonly (readonly [code: string, make: string, says: string, heal: string])[] = [
  [
    'database.outdated',
    `update public.mikro_orm_migrations set name = name || ' of another program' where id = 2`,
    'lack 1 migration of this program',
    `update public.mikro_orm_migrations set name = split_part(name, ' ', 1) where id = 2`,
  ],
  [
    'lane.held',
    `update public.lanes set holds = '{account,rate}', ready_at = null where ${LANE}`,
    'account, rate',
    `update public.lanes set holds = '{}' where ${LANE}`,
  ],
  [
    'lane.blocked',
    `update public.lanes set blocked_until = now() + interval '1 hour' where ${LANE}`,
    'closed by a limit',
    `update public.lanes set blocked_until = null where ${LANE}`,
  ],
  [
    'lane.running_differs',
    `update public.lanes set running = 3 where ${LANE}`,
    'counts 3 running',
    `update public.lanes set running = 0 where ${LANE}`,
  ],
  [
    'lane.missing',
    `update public.lanes set account_id = 9 where ${LANE}`,
    'never claimed',
    `update public.lanes set account_id = 1 where tenant_id = 1`,
  ],
  [
    'pointer.lane_missing',
    `${POINTER} values (1, 1, 99, 3, 0, now() + interval '1 day', 'parked', null)`,
    'account 99',
    `truncate public.job_queue`,
  ],
  [
    'pointer.dead_owner',
    `${POINTER} values (1, 1, 1, 3, 0, now(), 'leased', '${DEAD}')`,
    'not registered',
    `truncate public.job_queue`,
  ],
  [
    'pointer.waits_long',
    `${POINTER} values (1, 1, 1, 3, 0, now() - interval '11 minutes', 'ready', null)`,
    'its product is busy',
    `truncate public.job_queue`,
  ],
  [
    'pointer.without_job',
    `${POINTER} values (1, 77, 1, 3, 0, now() + interval '1 day', 'parked', null)`,
    'does not exist',
    `truncate public.job_queue`,
  ],
  [
    'instance.none',
    `${POINTER} values (1, 1, 1, 3, 0, now(), 'ready', null)`,
    '1 jobs could run',
    `truncate public.job_queue`,
  ],
  [
    'instance.dead',
    `insert into public.instances (id, role, host, pid, lease_until) values ('${DEAD}', 'worker', 'h9', 7, now() - interval '1 minute')`,
    'worker on h9',
    `truncate public.instances`,
  ],
  [
    'marketplace.paused',
    `insert into public.marketplace_switches (marketplace, paused, paused_since, paused_by, reason) values ('testmarket', true, now(), 'ada', 'It is down.')`,
    'by ada: It is down.',
    `delete from public.marketplace_switches where marketplace = 'testmarket'`,
  ],
  [
    'marketplace.blocked',
    `insert into public.marketplace_switches (marketplace, blocked_until) values ('testmarket', now() + interval '1 hour')`,
    'closed by a limit of the whole',
    `delete from public.marketplace_switches where marketplace = 'testmarket'`,
  ],
  [
    'rate.closed',
    `insert into public.rate_buckets (scope, tokens, capacity, refill_per_second, blocked_until) values ('testmarket/media/1/1', 0, 1, 1, now() + interval '1 hour')`,
    'closed until',
    `truncate public.rate_buckets`,
  ],
  [
    'browser.offline',
    `update public.lanes set holds = '{plugin}' where ${LANE}; ${POINTER} values (1, 1, 1, 3, 0, now(), 'ready', null)`,
    '1 jobs wait for one',
    `update public.lanes set holds = '{}' where ${LANE}; truncate public.job_queue`,
  ],
  [
    'tenant.schema_error',
    `update public.tenants set schema_error = 'relation x is gone' where id = 1`,
    'relation x is gone',
    `update public.tenants set schema_error = null`,
  ],
  [
    'tenant.schema_missing',
    `insert into public.tenants (id, schema_name, name) values (8, 'user_8', 'Lost')`,
    'user_8 does not exist',
    `delete from public.tenants where id = 8`,
  ],
  [
    'tenant.schema_outdated',
    `update public.tenants set schema_version = '1:tenant_001_initial' where id = 2`,
    'has version 1:',
    `update public.tenants set schema_version = (select schema_version from public.tenants where id = 1) where id = 2`,
  ],
  [
    'tenant.paused',
    `update public.tenants set paused_since = now(), paused_by = 'ada', paused_reason = 'Moving.' where id = 1`,
    'by ada: Moving.',
    `update public.tenants set paused_since = null, paused_by = null, paused_reason = null`,
  ],
  [
    'index.invalid',
    `update pg_index set indisvalid = false where indexrelid = 'user_1.listings_product'::regclass`,
    'is not valid',
    `update pg_index set indisvalid = true where indexrelid = 'user_1.listings_product'::regclass`,
  ],
  [
    'job.without_pointer',
    `${JOB}, status, updated_at) values (1, 'testmarket', 'publish', 1, 3, 3, 'pending', now() - interval '6 minutes')`,
    'no place in the queue',
    `delete from user_1.marketplace_jobs`,
  ],
  [
    'account.needs_person',
    `update user_1.marketplace_accounts set connection = 'needs_reauth', status = 'needs_reauth', status_reason = 'The token is old.'`,
    'needs_reauth: The token is old.',
    `update user_1.marketplace_accounts set connection = 'connected', status = 'connected'`,
  ],
  [
    'batch.counts_stale',
    `insert into user_1.batch_jobs (marketplaces, action_code, status, total_count, completed_count, archived, updated_at) values ('{testmarket}', 'publish', 'completed', 3, 3, '{"testmarket":{"completed":2}}', now() - interval '1 hour')`,
    'counted anew it has 2',
    `delete from user_1.batch_jobs`,
  ],
  [
    'batch.not_watched',
    `insert into user_1.batch_jobs (marketplaces, action_code) values ('{testmarket}', 'publish')`,
    'nobody watches',
    `delete from user_1.batch_jobs`,
  ],
  [
    'job.step_unknown',
    `${JOB}, status) values (1, 'testmarket', 'publish', 1, 3, 3, 'failed'); ${TASK} select id, 1, 'direct_http', 'create', 'once', 'x', 'unknown' from user_1.marketplace_jobs`,
    'nobody knows whether it took effect',
    `delete from user_1.marketplace_jobs`,
  ],
  [
    'check.failed',
    `alter table user_1.batch_jobs rename to gone`,
    'does not exist',
    `alter table user_1.gone rename to batch_jobs`,
  ],
];
