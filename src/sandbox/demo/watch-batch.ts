import { MARKET_NAMES } from './markets/market.ts';
import { stepInHand } from './job-view.ts';
import type { JobView } from './job-view.ts';
import type { BatchCounts } from './seller-api.ts';
import { isOver } from './seller-api.ts';
import type { Seller } from './seller.ts';

/** A job that runs right now. */
export interface RunningJob {
  readonly jobId: number;
  readonly sku: string;
  readonly step: string;
  /** What is being done, in words. */
  readonly doing: string;
}

/** How far one seller's batch has come on one marketplace. */
export interface MarketView {
  readonly marketplace: string;
  readonly counts: BatchCounts;
  readonly running: readonly RunningJob[];
  /** Waiting jobs by reason. */
  readonly waiting: ReadonlyMap<string, number>;
}

/** How far one seller's batch has come. */
export interface BatchView {
  readonly seller: Seller;
  readonly batchId: number;
  readonly markets: readonly MarketView[];
  readonly over: boolean;
}

/** What is to be added to a step that is not simply being executed. */
const NOTES: Readonly<Record<string, string>> = {
  unknown: 'no clear answer, looking it up',
  pending: "held back to keep the marketplace's limits",
};

/**
 * Looks at a batch once, by what any client can ask.
 * @param seller whose
 * @param batchId the batch
 * @returns how far it has come
 */
export async function watchBatch(seller: Seller, batchId: number): Promise<BatchView> {
  const [progress, processing, pending] = await Promise.all([
    seller.api.batch(batchId),
    seller.api.jobs(batchId, 'processing'),
    seller.api.jobs(batchId, 'pending'),
  ]);
  const running = await Promise.all(processing.map(({ id }) => seller.api.job(id)));
  const of = (jobs: readonly JobView[], marketplace: string): readonly JobView[] =>
    jobs.filter((job) => job.marketplace === marketplace);
  return {
    seller,
    batchId,
    markets: MARKET_NAMES.map((marketplace) => ({
      marketplace,
      counts: progress.marketplaces.get(marketplace) ?? NOTHING,
      running: of(running, marketplace).flatMap((job) => runningJob(job, seller)),
      waiting: countBy(of(pending, marketplace), ({ waitingFor }) => waitingFor ?? 'turn'),
    })),
    over: isOver(progress),
  };
}

const NOTHING: BatchCounts = { total: 0, pending: 0, processing: 0, completed: 0, failed: 0 };

function runningJob(job: JobView, seller: Seller): readonly RunningJob[] {
  const task = stepInHand(job);
  if (task === undefined) return [];
  const note = NOTES[task.status];
  return [
    {
      jobId: job.id,
      sku: seller.skus.get(job.productId ?? 0) ?? '',
      step: task.step,
      doing: note === undefined ? task.description : `${task.description}: ${note}`,
    },
  ];
}

function countBy<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
  return counts;
}
