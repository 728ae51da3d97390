import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JobCreation } from '../../../src/ledger/job-creation.ts';
import { templateOf } from '../../../src/ledger/wanted-job.ts';
import { ActionCatalogue } from '../../../src/ledger/action-catalogue.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import { sqlThat } from '../../support/sql-on.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';

describe('a request for a product', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(3);
  });
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  it('that waits already is answered by the waiting job', async () => {
    const [first] = await world.request(world.api, [1]);
    expect(await world.request(world.api, [1, 2])).toEqual([
      { productId: 1, jobId: first?.jobId, created: false },
      expect.objectContaining({ productId: 2, created: true }),
    ]);
  });

  it('is answered by a paused job as well', async () => {
    const [first] = await world.request(world.api, [1]);
    await world.api.get(Wishes).pause(world.tenant, [first?.jobId ?? 0], 'test');
    expect(await world.request(world.api, [1])).toEqual([{ ...first, created: false }]);
  });

  it('is another one for another action or none', async () => {
    await world.request(world.api, [1]);
    expect(await world.request(world.api, [1], { actionCode: 'update' })).toMatchObject([{ created: true }]);
  });

  it('that names no product waits once as well', async () => {
    const [first] = await world.request(world.api, [null]);
    expect(await world.request(world.api, [null])).toEqual([{ ...first, created: false }]);
  });

  it('is not swallowed by a job that is running', async () => {
    const [first] = await world.request(world.api, [1]);
    await world.begun();
    const [second] = await world.request(world.api, [1]);
    expect(second).toMatchObject({ created: true });
    expect(second?.jobId).not.toBe(first?.jobId);
    expect(await world.request(world.api, [1])).toEqual([{ ...second, created: false }]);
  });

  it('is not lost when the job that would have answered it begins at that moment', async () => {
    const [first] = await world.request(world.api, [1]);
    const [lease] = await world.take();
    if (lease === undefined) throw new Error('nothing was claimed');
    const type = await world.api.get(ActionCatalogue).get('testmarket', 'publish');
    let began = false;
    const answers = await world.database.transaction(async (sql) => {
      await world.api.get(Lanes).lock(sql, [{ tenantId: 1, accountId: 1 }]);
      return world.api.get(JobCreation).create(
        sqlThat(async (text, values) => {
          const rows = await sql.query(text, values);
          // Between the attempt to insert and the look at what waits, the claimed job begins.
          if (!began && text.includes('insert into user_1.marketplace_jobs')) {
            began = true;
            await world.begin(lease);
          }
          return rows as never;
        }),
        world.tenant,
        templateOf(type, { accountId: 1, requestedBy: 'test' }),
        [{ productId: 1 }],
      );
    });
    expect(answers).toMatchObject([{ productId: 1, created: true }]);
    expect(answers[0]?.jobId).not.toBe(first?.jobId);
  });

  it('made by many at the same time makes one job, and nobody sees an error', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => world.request(world.api, [1])));
    const jobs = answers.flat();
    expect(jobs).toHaveLength(12);
    expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(1);
    expect(jobs.filter(({ created }) => created)).toHaveLength(1);
    expect(world.database.deadlocks).toBe(0);
  });
});
