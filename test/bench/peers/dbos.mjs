import { DBOS } from '@dbos-inc/dbos-sdk';
import { CONCURRENCY, POOL, STEPS, measure } from './settings.mjs';

// A workflow of five steps, each of which is a checkpoint. Workflows are started directly: its queue would only add
// to their cost.
await measure(async (url, jobs) => {
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: url,
    systemDatabasePoolSize: POOL,
    logLevel: 'error',
    runAdminServer: false,
  });
  const workflow = DBOS.registerWorkflow(
    async () => {
      for (let step = 1; step <= STEPS; step += 1) {
        await DBOS.runStep(async () => step, { name: `step${step}` });
      }
    },
    { name: 'five' },
  );
  await DBOS.launch();
  await workflow();
  return async () => {
    let next = 0;
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        while (next < jobs) {
          next += 1;
          await workflow();
        }
      }),
    );
  };
});
