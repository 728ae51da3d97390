import { afterEach, describe, expect, it } from '@jest/globals';
import { BrowserTown } from '../support/browser-town.ts';
import { lanesAtRest } from '../support/lanes-at-rest.ts';

const PRODUCTS = 6;

describe('a browser that moves between server processes in the middle of its work', () => {
  let town: BrowserTown;
  afterEach(() => town.tearDown());

  const startedBy = async (): Promise<number> =>
    (
      await town.look<{ actor: string }>(
        `select distinct actor from user_1.job_events where type = 'started'`,
      )
    ).length;
  const everythingOnce = async (): Promise<void> => {
    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: PRODUCTS });
    expect(town.browser.counts).toMatchObject({ executed_twice: 0 });
    expect(await lanesAtRest((text) => town.look(text))).toEqual([{ running: 0 }]);
    expect(await town.spentAttempts()).toEqual([]);
  };

  it.each([2, 3])(
    'is followed by its jobs, with %i servers, and nothing is done twice',
    async (servers) => {
      // An instance that lost its lease would interrupt its step, which costs an attempt.
      town = await BrowserTown.build(servers, 300);
      const [first] = town.servers;
      if (first === undefined) throw new Error('there is no server');
      const batchId = await town.submitBatch(first, PRODUCTS);
      for (let move = 1; move < PRODUCTS; move += 1) {
        await town.untilEnded(first, batchId, move);
        const next = town.servers[move % servers];
        if (next !== undefined) town.moveTo(next);
      }
      const batch = await town.untilEnded(first, batchId, PRODUCTS);
      expect(batch.progress.counts).toMatchObject({ completed: PRODUCTS });
      expect(await startedBy()).toBe(servers);
      await everythingOnce();
    },
    120_000,
  );

  it('goes on elsewhere when the server it was connected to is killed', async () => {
    // 3 s at this scale: so long nobody takes the killed one's job.
    town = await BrowserTown.build(2, 60);
    const [killed, other] = town.servers;
    if (killed === undefined || other === undefined) throw new Error('there are no two servers');
    const batchId = await town.submitBatch(killed, PRODUCTS);
    await town.untilEnded(other, batchId, 2);
    await killed.end('SIGKILL');
    town.moveTo(other);
    const batch = await town.untilEnded(other, batchId, PRODUCTS);
    expect(batch.progress.counts).toMatchObject({ completed: PRODUCTS });
    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: PRODUCTS });
    expect(town.browser.counts).toMatchObject({ executed_twice: 0 });
    expect(await lanesAtRest((text) => town.look(text))).toEqual([{ running: 0 }]);
  }, 120_000);
});
