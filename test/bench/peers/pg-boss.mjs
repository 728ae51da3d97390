import { PgBoss } from 'pg-boss';
import { CONCURRENCY, POOL, STEPS, countdown, measure } from './settings.mjs';

// A chain of five jobs over five queues; a worker takes a lot, and adds the next jobs of the whole lot at once.
await measure(async (url, jobs) => {
  const boss = new PgBoss({ connectionString: url, max: POOL, supervise: false, schedule: false });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  for (let step = 1; step <= STEPS; step += 1) await boss.createQueue(`step${step}`);
  const all = Array.from({ length: jobs }, (_, index) => ({ data: { index } }));
  for (let from = 0; from < jobs; from += 500) await boss.insert('step1', all.slice(from, from + 500));
  return async () => {
    const done = countdown(jobs);
    for (let step = 1; step <= STEPS; step += 1) {
      await boss.work(
        `step${step}`,
        { batchSize: CONCURRENCY, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 },
        async (lot) => {
          if (step < STEPS)
            await boss.insert(
              `step${step + 1}`,
              lot.map(({ data }) => ({ data })),
            );
          else done.reached(lot.length);
        },
      );
    }
    await done.all;
  };
});
