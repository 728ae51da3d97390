/** What every engine is given alike. */
export const STEPS = 5;
export const CONCURRENCY = 64;
export const POOL = 20;

/**
 * Runs one measurement and prints its rate as JSON.
 * @param {(url: string, jobs: number) => Promise<() => Promise<void>>} prepare makes the jobs; what it returns runs
 *   them all, and only that is measured
 */
export async function measure(prepare) {
  const [url, jobs] = process.argv.slice(2);
  const run = await prepare(url, Number(jobs));
  const started = performance.now();
  await run();
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${JSON.stringify({ jobs_per_second: Number(jobs) / seconds })}\n`, () =>
    process.exit(0),
  );
}

/** @returns {{ reached: () => void, all: Promise<void> }} a count of ended jobs, and its end */
export function countdown(jobs) {
  let left = jobs;
  let end;
  const all = new Promise((resolve) => (end = resolve));
  return {
    reached: (ended = 1) => {
      left -= ended;
      if (left === 0) end();
    },
    all,
  };
}
