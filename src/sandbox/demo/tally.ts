import type { JobView } from './job-view.ts';
import type { Seller } from './seller.ts';

/** A job that did not end as it should. */
export interface UnexpectedEnd {
  readonly sku: string;
  readonly status: string;
  readonly reason: string;
}

/** What became of one seller's batch, by what the API says of every job. */
export interface Tally {
  readonly seller: Seller;
  readonly jobs: number;
  readonly completed: number;
  /** The flawed product, refused before anything was queued. */
  readonly expectedRefusals: number;
  readonly refusal: string | undefined;
  readonly unexpected: readonly UnexpectedEnd[];
  readonly tasks: number;
  /** Executions beyond the first of each task. */
  readonly retries: number;
  /** Times that an unknown outcome was looked up. */
  readonly reconciled: number;
}

/**
 * Counts a batch that is over.
 * @param seller whose
 * @param batchId the batch
 * @returns the counts
 */
export async function tally(seller: Seller, batchId: number): Promise<Tally> {
  const jobs: JobView[] = [];
  for (const { id } of await seller.api.jobs(batchId)) jobs.push(await seller.api.job(id));
  const skuOf = (job: JobView): string => seller.skus.get(job.productId ?? 0) ?? '';
  const isRefusal = (job: JobView): boolean =>
    job.status === 'failed' && skuOf(job) === seller.flawedSku && job.tasks.length === 0;
  const refusals = jobs.filter(isRefusal);
  const completed = jobs.filter((job) => job.status === 'completed' && skuOf(job) !== seller.flawedSku);
  const tasks = jobs.flatMap((job) => job.tasks);
  return {
    seller,
    jobs: jobs.length,
    completed: completed.length,
    expectedRefusals: refusals.length,
    refusal: refusals[0]?.error,
    unexpected: jobs
      .filter((job) => !refusals.includes(job) && !completed.includes(job))
      .map((job) => ({ sku: skuOf(job), status: job.status, reason: job.error ?? 'no reason given' })),
    tasks: tasks.length,
    retries: tasks.reduce((sum, { attempt }) => sum + Math.max(0, attempt - 1), 0),
    reconciled: tasks.reduce((sum, { unknownOutcomes }) => sum + unknownOutcomes, 0),
  };
}
