import { jobErrorSql } from './job-error-catalogue.ts';

/** SQLSTATE of a broken unique index. */
const UNIQUE_VIOLATION = '23505';
/** The index that allows one waiting job per account, product and action. */
const ONE_WAITING = 'marketplace_jobs_one_waiting';

/**
 * Recognises that a job could not go back to waiting, since another one for the same thing waits already.
 * @param error what a statement threw
 * @returns whether it was that; every other broken index is a mistake and stays an error
 */
export function isAlreadyWaiting(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === UNIQUE_VIOLATION &&
    'constraint' in error &&
    error.constraint === ONE_WAITING
  );
}

/** SQL for the error of a job that gave way to a newer request. */
export const SUPERSEDED = jobErrorSql('job.superseded');
