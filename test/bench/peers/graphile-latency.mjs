import { setTimeout as delay } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { CONCURRENCY, POOL, STEPS } from './settings.mjs';

// From the commit that adds a job to its beginning, on an idle worker and on one that is given half of the chains of five
// jobs that it can do. Prints the waits in milliseconds, and the chains per second that were half of what it can do.
const [url, samples] = process.argv.slice(2);
const WARM_UP = 20;
const CHAINS = 200;
const logger = new Logger(() => () => undefined);
const started = new Map();
let ended = 0;

const utils = await makeWorkerUtils({ connectionString: url, logger });
await utils.migrate();
const runner = await run({
  connectionString: url,
  maxPoolSize: POOL,
  concurrency: CONCURRENCY,
  logger,
  noHandleSignals: true,
  taskList: {
    timed: async ({ sample }) => started.get(sample)?.(performance.now()),
    chain: async ({ step }, { addJob }) => {
      if (step < STEPS) await addJob('chain', { step: step + 1 });
      else ended += 1;
    },
  },
});
const chains = (count) =>
  utils.addJobs(Array.from({ length: count }, () => ({ identifier: 'chain', payload: { step: 1 } })));

async function waits(count) {
  const found = [];
  for (let sample = 0; sample < count; sample += 1) {
    const begun = new Promise((resolve) => started.set(sample, resolve));
    await utils.addJob('timed', { sample });
    const committed = performance.now();
    // It may have begun before this process heard of the commit.
    found.push(Math.max(0, (await begun) - committed));
    await delay(5);
  }
  return found;
}

await waits(WARM_UP);
const idle = await waits(Number(samples));

await chains(CHAINS);
const from = performance.now();
while (ended < CHAINS) await delay(1);
const perMs = CHAINS / (performance.now() - from);

let measuring = true;
const load = (async () => {
  const begun = performance.now();
  let given = 0;
  while (measuring) {
    const due = Math.floor(((performance.now() - begun) * perMs) / 2) - given;
    if (due > 0) await chains(due);
    given += Math.max(0, due);
    await delay(20);
  }
})();
const loaded = await waits(Number(samples));
measuring = false;
await load;
await runner.stop();
await utils.release();
process.stdout.write(`${JSON.stringify({ idle, loaded, perSecond: perMs * 500 })}\n`, () => process.exit(0));
