import type { SchemaName } from '../domain/tenant-ref.ts';

/**
 * A line of history for each row of a changed `job` (id, batch_job_id, status): the part of a statement that records
 * who moved it, in the commit that moves it.
 * @param schema the tenant's schema
 * @param parameters SQL for the event's type, its actor, its reason and its details
 * @param when SQL condition on `job`
 * @returns the insert, to be used as a common table expression
 */
export function recordEvent(
  schema: SchemaName,
  parameters: {
    readonly type: string;
    readonly actor: string;
    readonly reason: string;
    readonly details?: string;
  },
  when = 'true',
): string {
  return `
    insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor, reason, details)
    select job.id, job.batch_job_id, ${parameters.type}, job.status, ${parameters.actor},
           ${parameters.reason}, ${parameters.details ?? 'null::jsonb'}
    from job where ${when}`;
}
