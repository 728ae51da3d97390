import { setTimeout as delay } from 'node:timers/promises';
import type { RestClient } from '../rest-client.ts';
import type { JobView } from '../job-view.ts';
import type { MarketName } from '../markets/market.ts';
import type { DayApi } from './day-api.ts';
import type { Shop } from './shop.ts';

/** What the seller expects to see is not there. */
export class Disappointment extends Error {}

/** Products of the day, each for its part. */
export interface DayStock {
  /** Listed on one marketplace by hand, under its own SKU. */
  readonly linked: DayProduct;
  /** Listed on one marketplace by hand, without a SKU. */
  readonly ambiguous: DayProduct;
  /** Sold in the course of the day. */
  readonly sold: readonly DayProduct[];
  /** Sold twice at once. */
  readonly contested: DayProduct;
  /** Stay for sale, and are changed and relisted. */
  readonly kept: readonly [DayProduct, DayProduct];
}

/** A product of the seller. */
export interface DayProduct {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
}

/** Everything a day takes place with. */
export interface Day {
  readonly api: DayApi;
  readonly shops: Readonly<Record<MarketName, Shop>>;
  readonly stock: DayStock;
  /** The control interface of the seller's browser. */
  readonly browser: RestClient;
  /** Times from "found" to "gone elsewhere", milliseconds. */
  readonly delistedAfterMs: number[];
  /** Tells the seller what was seen. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A part of the day: what is done, and what must be seen then. */
export interface Act {
  readonly name: string;
  readonly title: string;
  /**
   * @param day where
   * @returns once all was seen
   * @throws {Error} saying what was not as it should be
   */
  play(day: Day): Promise<void>;
}

const LOOK_EVERY_MS = 50;
const WAIT_MS = 40_000;

/**
 * @param isSo what must be so
 * @param otherwise says what is wrong when it is not
 * @throws {Disappointment} when it is not
 */
export function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Disappointment(otherwise);
}

/**
 * Looks again and again until something is there.
 * @param day ends the waiting early
 * @param what is waited for, in words
 * @param look finds it; undefined while it is not there
 * @returns what was found
 * @throws {Disappointment} when it does not come in time
 */
export async function eventually<Found>(
  { signal }: Pick<Day, 'signal'>,
  what: string | (() => string),
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const until = performance.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > until)
      throw new Disappointment(`After ${WAIT_MS / 1000} s: no ${typeof what === 'string' ? what : what()}.`);
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

/**
 * @param job a job
 * @returns whether it is over
 */
export function isOver({ status }: JobView): boolean {
  return !['pending', 'processing', 'paused'].includes(status);
}

/**
 * Waits for a job to succeed.
 * @param day where
 * @param jobId the job
 * @returns the job
 * @throws {Disappointment} when it ends otherwise
 */
export async function completed(day: Day, jobId: number): Promise<JobView> {
  const job = await ended(day, jobId);
  expectThat(job.status === 'completed', `Job ${jobId} ended as ${job.status}: ${job.error ?? 'no reason'}`);
  return job;
}

/**
 * Waits for a job to end.
 * @param day where
 * @param jobId the job
 * @returns the job
 * @throws {Disappointment} when it does not end in time
 */
export async function ended(day: Day, jobId: number): Promise<JobView> {
  let last: JobView | undefined;
  const what = (): string =>
    `end of job ${jobId}: ${last?.status}, waits for ${last?.waitingFor ?? 'nothing'}; ${last?.error ?? 'no error'}`;
  return eventually(day, what, async () => {
    last = await day.api.job(jobId);
    return isOver(last) ? last : undefined;
  });
}

/**
 * Waits for all jobs of a batch to succeed.
 * @param day where
 * @param batchId the batch
 * @returns how many there were
 * @throws {Disappointment} naming the first that ends otherwise
 */
export async function allCompleted(day: Day, batchId: number): Promise<number> {
  const jobs = await eventually(day, `end of batch ${batchId}`, async () => {
    const found = await day.api.jobsOf(batchId);
    return found.every(isOver) ? found : undefined;
  });
  const wrong = jobs.find(({ status }) => status !== 'completed');
  expectThat(
    wrong === undefined,
    `Job ${wrong?.id} on ${wrong?.marketplace} ended as ${wrong?.status}: ${wrong?.error ?? 'no reason'}`,
  );
  return jobs.length;
}
