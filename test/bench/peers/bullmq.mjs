import { createPostgresBackend, withBackend } from 'bullmq';
import { CONCURRENCY, POOL, STEPS, countdown, measure } from './settings.mjs';

// A job that stores how far it has come after each step, as its documentation advises for jobs of several steps.
await measure(async (url, jobs) => {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = { connectionString: url, max: POOL };
  const queue = new Queue('five', { connection: { ...connection, migrate: true } });
  await queue.waitUntilReady();
  const all = Array.from({ length: jobs }, (_, index) => ({
    name: 'five',
    data: { step: 0, index },
    opts: { removeOnComplete: true },
  }));
  for (let from = 0; from < jobs; from += 500) await queue.addBulk(all.slice(from, from + 500));
  return async () => {
    const done = countdown(jobs);
    const worker = new Worker(
      'five',
      async (job) => {
        for (let step = 1; step < STEPS; step += 1) await job.updateData({ ...job.data, step });
      },
      { connection, concurrency: CONCURRENCY, autorun: false },
    );
    worker.on('completed', () => done.reached());
    worker.on('failed', (job, error) => console.error(error));
    worker.run().catch((error) => console.error(error));
    await done.all;
  };
});
