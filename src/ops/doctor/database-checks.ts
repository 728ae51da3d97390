import type { SharedCheck } from './check.ts';

const AGO = (moment: string): string => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** Tables of ours: what all share, and the tenants' schemas. */
const OURS = (schema: string): string =>
  `(($1::bigint is null and (${schema} = 'public' or ${schema} ~ '^user_[0-9]+$')) or ${schema} = 'user_' || $1::bigint)`;

/** From when on something is worth telling. */
export interface DatabaseLimits {
  /** Age of a transaction, in seconds. */
  readonly transactionSeconds: number;
  /** Share of the connections that are open, up to 1. */
  readonly connectionShare: number;
}

/**
 * What may be wrong with the tenants' schemas and with the database itself.
 * @param limits from when on
 * @returns the checks
 */
export const databaseChecks = (limits: DatabaseLimits): readonly SharedCheck[] => [
  {
    code: 'tenant.schema_error',
    statement: `
      select 'tenant ' || id as subject, 'its last upgrade failed: ' || schema_error as message
      from public.tenants where schema_error is not null and ($1::bigint is null or id = $1) order by id`,
    todo: 'Repair what it names, then: npm run cli -- migrate. Its requests are answered with 503 and its lanes are held until then.',
  },
  {
    code: 'tenant.schema_missing',
    statement: `
      select 'tenant ' || id as subject, 'its schema ' || schema_name || ' does not exist' as message
      from public.tenants
      where to_regnamespace(schema_name) is null and ($1::bigint is null or id = $1) order by id`,
    todo: 'Restore it from a backup (docs/deploy/backups.md). Its row in tenants must stay, so that its id is not used again.',
  },
  {
    code: 'tenant.paused',
    statement: `
      select 'tenant ' || id as subject,
             'all its jobs are paused since ' || ${AGO('paused_since')} || ' by ' || coalesce(paused_by, 'somebody')
             || coalesce(': ' || paused_reason, '') as message
      from public.tenants where paused_since is not null and ($1::bigint is null or id = $1) order by id`,
    todo: 'POST /api/admin/tenants/{id}/resume-jobs when the reason is gone.',
  },
  {
    code: 'index.invalid',
    statement: `
      select 'index ' || n.nspname || '.' || c.relname as subject,
             'is not valid: making it broke off, and no statement uses it' as message
      from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where not i.indisvalid and ${OURS('n.nspname')} order by 1`,
    todo: 'reindex index concurrently <name>; for a unique one, look for duplicates first.',
  },
  {
    code: 'table.dead_tuples',
    statement: `
      select 'table ' || s.schemaname || '.' || s.relname as subject,
             s.n_dead_tup || ' dead rows beside ' || s.n_live_tup || ' live ones, last vacuumed '
             || coalesce(${AGO('greatest(s.last_vacuum, s.last_autovacuum)')}, 'never') as message
      from pg_stat_user_tables s
      where s.n_dead_tup > 20000 and s.n_dead_tup > s.n_live_tup and ${OURS('s.schemaname')}
      order by s.n_dead_tup desc`,
    todo: 'Autovacuum cannot keep up, or a long transaction keeps it from removing them: see transaction.long. Then: vacuum (analyze) <table>.',
  },
  {
    code: 'transaction.long',
    statement: `
      select 'process ' || a.pid as subject,
             coalesce(nullif(a.application_name, ''), 'somebody') || ' has a transaction open since ' || ${AGO('a.xact_start')}
             || ', now ' || coalesce(a.state, 'hidden') as message
      from pg_stat_activity a
      where a.datname = current_database() and a.pid <> pg_backend_pid() and a.xact_start < now() - ${limits.transactionSeconds} * interval '1 second'
        and a.backend_type = 'client backend'
      order by a.xact_start`,
    todo: 'No transaction of StoFlow lasts that long. Ask who it is, then: select pg_terminate_backend(<process>).',
  },
  {
    code: 'connections.near_limit',
    statement: `
      select 'connections' as subject,
             used || ' of ' || most || ' are open' as message
      from (select count(*) as used from pg_stat_activity where backend_type = 'client backend') a,
           (select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                   as most) b
      where used > ${limits.connectionShare} * most`,
    todo: 'Lower DB_POOL_MAX, run fewer instances, or raise max_connections: docs/deploy/README.md has the sum.',
  },
];
