import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { CONCURRENCY, POOL, STEPS, countdown, measure } from './settings.mjs';

const [, , , , kind = 'chain'] = process.argv;
const logger = new Logger(() => () => undefined);

// `chain`: five jobs, each of which adds the next. `inserts`: one job that stores each step in a table of its own.
await measure(async (url, jobs) => {
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  await utils.withPgClient((client) =>
    client.query('create table steps (job bigint, step int, result jsonb, primary key (job, step))'),
  );
  await utils.addJobs(
    Array.from({ length: jobs }, (_, index) => ({ identifier: kind, payload: { step: 1, index } })),
  );
  return async () => {
    const done = countdown(jobs);
    await run({
      preset: {
        worker: {
          connectionString: url,
          maxPoolSize: POOL,
          concurrentJobs: CONCURRENCY,
          logger,
          localQueue: { size: 2 * CONCURRENCY },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
      noHandleSignals: true,
      taskList: {
        chain: async ({ step, index }, { addJob }) => {
          if (step < STEPS) await addJob('chain', { step: step + 1, index });
          else done.reached();
        },
        inserts: async (_payload, { job, query }) => {
          for (let step = 1; step <= STEPS; step += 1) {
            await query('insert into steps (job, step, result) values ($1, $2, $3)', [job.id, step, '{}']);
          }
          done.reached();
        },
      },
    });
    await done.all;
  };
});
