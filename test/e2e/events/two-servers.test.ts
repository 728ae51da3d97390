import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventReader, Follower } from '../../support/event-reader.ts';
import { MarketTown } from '../../support/market-town.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { waitFor } from '../../support/wait-for.ts';

const PRODUCTS = 5;

describe('two server processes', () => {
  let town: MarketTown;
  let worker: ServerProcess;
  let front: ServerProcess;

  beforeAll(async () => {
    town = await MarketTown.build();
    worker = await town.startServer({ ROLE: 'worker' });
    front = await town.startServer({ ROLE: 'api' });
  });
  afterAll(() => town.tearDown());

  it('tell the same: one runs the jobs, the other one knows how they go, and a reader may change over', async () => {
    const reader = await EventReader.open(front.url);
    await reader.waitForEvent('ready');
    const batchId = await town.submitBatch(front, PRODUCTS);
    await reader.waitForEvent(
      'batch',
      ({ data }) => (data['batch'] as { status: string }).status === 'completed',
    );
    const followed = new Follower(reader.events);
    expect(followed.jobs.size).toBe(PRODUCTS);
    for (const [id, job] of followed.jobs) {
      const shown = await town.ask(worker, 'GET', `/api/marketplace/jobs/${id}`);
      expect(job).toMatchObject({ status: 'completed', progress: shown.body['progress'] });
    }
    const begun = reader.events.flatMap(({ data }) =>
      ((data['jobs'] ?? []) as { tasks: { status: string }[] }[]).flatMap(({ tasks }) =>
        tasks.map(({ status }) => status),
      ),
    );
    expect(begun).toContain('processing');

    await front.end('SIGKILL');
    await waitFor(() => reader.ended, { what: 'the reader has lost its server' });
    await town.ask(worker, 'POST', `/api/products/1/sold`, { quantity: 1 });
    const back = await EventReader.open(worker.url, { lastEventId: reader.lastEventId });
    expect((await back.waitForEvent('ready')).data).toEqual({ resumed: true });
    expect([...new Follower(await soon(back)).batches.keys()]).toContain(batchId);
    back.close();
  }, 120_000);
});

/** Events of the overlap come with the first turn. */
async function soon(reader: EventReader): Promise<EventReader['events']> {
  await reader.waitForEvent('batch');
  return reader.events;
}
