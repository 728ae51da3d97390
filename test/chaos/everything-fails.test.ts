import { afterEach, describe, expect, it } from '@jest/globals';
import { ChaosRun } from './harness/chaos-run.ts';
import { FAULT_KINDS } from './harness/faults.ts';
import { LONG_FORM } from './harness/options.ts';
import type { ChaosOptions } from './harness/options.ts';
import { brokenPromises } from './harness/report.ts';
import type { ChaosReport } from './harness/report.ts';

/** `npm run test:chaos -- --jobs 1000` is the same with larger numbers. */
const SHORT: ChaosOptions = {
  ...LONG_FORM,
  seed: process.env['CHAOS_SEED'] ?? '1',
  jobs: 40,
  servers: 2,
  products: 12,
  faults: FAULT_KINDS,
  faultEveryMs: 600,
  longLease: false,
  settleMs: 60_000,
};

describe('two sellers on three marketplaces while servers, database and connections fail', () => {
  let chaos: ChaosRun | undefined;
  const said: string[] = [];
  afterEach(() => chaos?.stop());

  const runOf = async (options: ChaosOptions): Promise<ChaosReport> => {
    chaos = new ChaosRun(options, (line) => said.push(line));
    return chaos.run();
  };

  it('lose nothing, list nothing twice and repeat nothing that had succeeded', async () => {
    const report = await runOf(SHORT);
    process.stdout.write(`chaos: ${JSON.stringify(report)}\n`);
    // What was said tells which job or listing it is.
    expect({ broken: brokenPromises(report), said }).toEqual({ broken: [], said });
    expect(report.jobs).toBeGreaterThanOrEqual(SHORT.jobs);
    expect(report.successes_watched).toBeGreaterThan(0);
  }, 180_000);

  it('is a run that can fail: without looking up unknown outcomes there are duplicates', async () => {
    const report = await runOf({ ...SHORT, jobs: 18, faults: ['kill'], reconcile: false, settleMs: 15_000 });
    expect(report.listed_twice).toBeGreaterThan(0);
    expect(brokenPromises(report)).toContain(`listed_twice is ${report.listed_twice}`);
  }, 180_000);
});
