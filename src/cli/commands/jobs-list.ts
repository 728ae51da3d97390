import { JOB_STATUSES } from '../../domain/vocabulary.ts';
import type { JobStatus } from '../../domain/vocabulary.ts';
import { existingTenant } from '../existing-tenant.ts';
import { parseId, parseOptions } from '../parse-options.ts';
import { printTable } from '../print-table.ts';
import { UsageError } from '../program.ts';
import type { Command } from '../program.ts';
import { withDatabase } from '../with-database.ts';

const USUAL_LIMIT = 50;

/** Lists a tenant's jobs. */
export const jobsList: Command = {
  name: 'jobs list',
  usage: '--tenant <id> [--status failed] [--limit 50] [--json]',
  summary:
    'Prints the newest jobs of a tenant, with what they wait for and what went wrong. To steer them, use the API.',
  async run(program, args) {
    const { values } = parseOptions(args, {
      tenant: { type: 'string' },
      status: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'boolean' },
    });
    const limit = values.limit === undefined ? USUAL_LIMIT : parseId(values.limit, '--limit');
    const status = values.status === undefined ? null : statusOf(values.status);
    const jobs = await withDatabase(program, async (database) => {
      const { schema } = await existingTenant(database, values.tenant);
      return database.query<Record<string, number | string | null>>(
        `select id, status, marketplace, action_code, account_id, product_id, batch_job_id, attempts, waiting_for, run_at,
                error ->> 'code' as error
         from ${schema}.marketplace_jobs where $1::text is null or status = $1 order by id desc limit $2`,
        [status, limit],
      );
    });
    printTable(program, jobs, values.json === true);
    return 0;
  },
};

function statusOf(text: string): JobStatus {
  const status = JOB_STATUSES.find((known) => known === text);
  if (status === undefined) throw new UsageError(`--status must be one of ${JOB_STATUSES.join(', ')}`);
  return status;
}
