import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Interleaving, interleaving } from '../../support/interleavings.ts';
import { InterleavingWorld } from '../../support/interleaving-world.ts';

/** More runs, or another seed, by the environment; what fails prints both. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 40);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_240);

describe('one product on three marketplaces', () => {
  let world: InterleavingWorld;
  beforeAll(async () => {
    world = await InterleavingWorld.build();
  });
  afterAll(() => world.close());

  it(
    'is listed at most once an account, and nowhere once it is sold, in whatever order things happen',
    async () => {
      await fc.assert(
        fc.asyncProperty(interleaving, async ({ quantity, commands }) => {
          const run = await Interleaving.begin(world, quantity);
          for (const command of commands) await run.let(command);
          await run.settle();
          const first = await run.problems();
          await run.decide();
          const problems = [...first, ...(await run.problemsInTheEnd())];
          if (problems.length > 0) throw new Error([...problems, await run.story()].join('\n'));
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: false, interruptAfterTimeLimit: RUNS * 5_000 },
      );
      expect(await world.wrongCounts()).toEqual([]);
    },
    RUNS * 6_000,
  );
});
