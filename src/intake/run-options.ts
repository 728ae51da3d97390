import { wallClock } from '../common/clock.ts';
import { invalidRequest } from '../common/http/validation.ts';
import type { JobTemplate } from '../ledger/wanted-job.ts';
import type { RunOptionsDto } from './dto/job-requests.ts';

/** The part of a job's template that the request decides. */
export type RequestedRun = Pick<JobTemplate, 'input' | 'delayMs' | 'expiresInMs'> & {
  readonly priority: number | undefined;
};

/**
 * Turns what a client says of when and how into what the ledger stores. Times become distances from now, so that only
 * the database's clock decides when they are over.
 * @param options as the client said
 * @returns the same for the ledger
 * @throws {DomainError} `request.invalid` when a job would expire before it may run, or has expired already
 */
export function requestedRun(options: RunOptionsDto): RequestedRun {
  const now = wallClock().getTime();
  const delayMs = options.run_at === undefined ? 0 : Math.max(0, options.run_at.getTime() - now);
  const expiresInMs = options.expires_at === undefined ? null : options.expires_at.getTime() - now;
  if (expiresInMs !== null && expiresInMs <= delayMs) {
    const message = 'expires_at must be later than now and than run_at';
    throw invalidRequest([{ field: 'expires_at', code: 'is_later', message }]);
  }
  return { priority: options.priority, delayMs, expiresInMs, input: options.input_data ?? {} };
}
