import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import { JobNotFoundError } from '../../domain/errors.ts';
import { existingTenant } from '../existing-tenant.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import type { Command } from '../program.ts';
import { withDatabase } from '../with-database.ts';

/** Shows one job with everything that is known of it. */
export const jobsShow: Command = {
  name: 'jobs show',
  usage: '<id> --tenant <id>',
  summary: 'Prints one job with its tasks, its pointer in the queue and its history, as JSON.',
  async run(program, args) {
    const { values, positionals } = parseOptions(args, { tenant: { type: 'string' } }, 1);
    const id = parseId(positionals[0], 'the job');
    const job = await withDatabase(program, async (database) => {
      const tenant = await existingTenant(database, values.tenant);
      const { schema } = tenant;
      const [found] = await database.query<{ job: object }>(
        `select to_jsonb(j) || jsonb_build_object(
           'tasks', (select coalesce(jsonb_agg(to_jsonb(t) order by t.position), '[]')
                     from ${schema}.marketplace_tasks t where t.job_id = j.id),
           'events', (select coalesce(jsonb_agg(to_jsonb(e) order by e.id), '[]')
                      from ${schema}.job_events e where e.job_id = j.id)) as job
         from ${schema}.marketplace_jobs j where j.id = $1`,
        [id],
      );
      if (found === undefined) throw new JobNotFoundError(id);
      // By itself: the queue may be on another machine than the tenant's schema.
      const [pointer = null] = await database.query(
        'select * from public.job_queue where tenant_id = $1 and job_id = $2',
        [tenant.id, id],
      );
      return { ...found.job, pointer };
    });
    program.print(JSON.stringify(redactSecrets(job), null, 2));
    return 0;
  },
};
