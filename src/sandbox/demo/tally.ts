import type { JobView } from './job-view.ts';
import { MARKET_NAMES } from './markets/market.ts';
import type { MarketName } from './markets/market.ts';
import type { Seller } from './seller.ts';

/** The one that takes nothing young. */
const REFUSER: MarketName = 'etsy';

/** A job that did not end as it should. */
export interface UnexpectedEnd {
  readonly sku: string;
  readonly marketplace: string;
  readonly status: string;
  readonly reason: string;
}

/** What became of one seller's batch on one marketplace, by what the API says of every job. */
export interface Tally {
  readonly seller: Seller;
  readonly marketplace: MarketName;
  readonly jobs: number;
  readonly completed: number;
  /** Etsy's refusal of the product that is too young for it, before anything was queued. */
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
 * @returns the counts, one for each marketplace
 */
export async function tally(seller: Seller, batchId: number): Promise<readonly Tally[]> {
  const jobs: JobView[] = [];
  for (const { id } of await seller.api.jobs(batchId)) jobs.push(await seller.api.job(id));
  return MARKET_NAMES.map((marketplace) =>
    count(
      seller,
      marketplace,
      jobs.filter((job) => job.marketplace === marketplace),
    ),
  );
}

function count(seller: Seller, marketplace: MarketName, jobs: readonly JobView[]): Tally {
  const skuOf = (job: JobView): string => seller.skus.get(job.productId ?? 0) ?? '';
  const isRefusal = (job: JobView): boolean =>
    marketplace === REFUSER &&
    job.status === 'failed' &&
    skuOf(job) === seller.flawedSku &&
    job.tasks.length === 0;
  const refusals = jobs.filter(isRefusal);
  const completed = jobs.filter(
    (job) => job.status === 'completed' && !(marketplace === REFUSER && skuOf(job) === seller.flawedSku),
  );
  const tasks = jobs.flatMap((job) => job.tasks);
  return {
    seller,
    marketplace,
    jobs: jobs.length,
    completed: completed.length,
    expectedRefusals: refusals.length,
    refusal: refusals[0]?.error,
    unexpected: jobs
      .filter((job) => !refusals.includes(job) && !completed.includes(job))
      .map((job) => ({
        sku: skuOf(job),
        marketplace,
        status: job.status,
        reason: job.error ?? 'no reason given',
      })),
    tasks: tasks.length,
    retries: tasks.reduce((sum, { attempt }) => sum + Math.max(0, attempt - 1), 0),
    reconciled: tasks.reduce((sum, { unknownOutcomes }) => sum + unknownOutcomes, 0),
  };
}
