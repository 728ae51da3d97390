import { sellerActs, weAct, withAdvice } from '../domain/error-entry.ts';
import type { ErrorCatalogue } from '../domain/error-entry.ts';

/** What jobs end with outside of any step. */
export const JOB_ERRORS = {
  'job.expired': sellerActs(
    'It was not begun in time.',
    'Retry the job, or make it again that may begin later. See what its account was waiting for.',
  ),
  'job.superseded': sellerActs(
    'A newer request for the same product took its place.',
    'Nothing: look at the newer job.',
  ),
  'job.unresolved_before': sellerActs(
    'Nobody knows yet whether an earlier job took effect.',
    'Retry the earlier job: it looks up what it did before it does anything else.',
  ),
  'job.worker_lost': weAct(
    'The program stopped several times while it worked on this job. Nothing was repeated; retry it when ready.',
    'Retry the job. If it happens again, tell StoFlow’s support the number of the job.',
  ),
} satisfies ErrorCatalogue;

/**
 * Writes the error of a job that ends inside a statement.
 * @param code the error
 * @returns SQL for the column `error`: a literal, since nothing in it comes from outside
 */
export function jobErrorSql(code: keyof typeof JOB_ERRORS): string {
  const entry = JOB_ERRORS[code];
  const failure = withAdvice({ code, message: entry.happened }, entry);
  return `'${JSON.stringify(failure).replaceAll("'", "''")}'::jsonb`;
}
