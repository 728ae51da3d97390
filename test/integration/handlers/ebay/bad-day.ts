import type { DriverReport } from '../../../support/step-driver.ts';
import { EbayBench } from './ebay-bench.ts';
import type { SellerEffects } from './ebay-bench.ts';

/** Each call fails about once in three, in one of these ways. */
export const RATES = {
  lose_answer: 0.06,
  error_after: 0.06,
  error_before: 0.06,
  rate_limited: 0.05,
  expire_token: 0.05,
  concurrent: 0.05,
};

/** How far the stand-in's clock moves between two looks at it, in milliseconds. */
const TICK_MS = 10;

/** What became of one job. */
export interface DayReport {
  readonly report: DriverReport;
  readonly effects: SellerEffects;
  /** Every call in order, `POST /sell/inventory/v1/offer 201`; without an answer where it was lost. */
  readonly calls: readonly string[];
}

/**
 * @returns a bench whose offers are hidden for a few calls, and whose clock moves with the calls it gets: how busy this
 *   machine is then changes nothing of what happens
 */
export function startBadDay(): Promise<EbayBench> {
  let now = Date.now();
  return EbayBench.start({ indexLagMs: 4 * TICK_MS }, () => (now += TICK_MS));
}

/**
 * Publishes the product of a new seller while calls fail at random.
 * @param bench from {@link startBadDay}
 * @param seed equal seeds strike the same calls
 * @returns what became of it
 */
export async function badDay(bench: EbayBench, seed: number): Promise<DayReport> {
  const seller = await bench.seller();
  await bench.control('PUT', 'faults', {
    plan: { seed: `day-${seed}`, rates: RATES, max_consecutive: 3 },
  });
  const report = await seller.job({ maxAttempts: 12 }).run();
  const calls = bench.proxy.calls.map(
    ({ method, path, answer }) => `${method} ${path} ${answer?.status ?? 'lost'}`,
  );
  return { report, effects: await seller.effects(), calls };
}
