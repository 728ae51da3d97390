import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';

interface ActivityBody {
  readonly interval_minutes: number;
  readonly marketplaces: readonly {
    readonly marketplace: string;
    readonly intervals: readonly {
      readonly at: string;
      readonly completed: number;
      readonly failed: number;
      readonly waited_p95_seconds: number | null;
    }[];
  }[];
  readonly failures: readonly { readonly code: string; readonly jobs: number; readonly message: string }[];
}

describe('what ended lately', () => {
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start();
    await world.account(1);
    const statuses = ['completed', 'completed', 'failed', 'cancelled', 'completed'];
    const ids: number[] = [];
    for (const status of statuses) {
      const job = await world.job(1);
      await world.pretend(1, job.id, status);
      ids.push(job.id);
    }
    const old = ids.at(-1);
    // Waited ten seconds and ended at a time within one interval; the last one ended three hours ago.
    await world.db.query(
      `update user_1.marketplace_jobs set completed_at = date_trunc('hour', now()) - interval '5 minutes',
              created_at = started_at - interval '10 seconds'`,
    );
    await world.db.query(
      `update user_1.marketplace_jobs set completed_at = now() - interval '3 hours' where id = $1`,
      [old],
    );
    await world.job(1);
  });
  afterAll(() => world.close());

  const read = async (query = '', tenant = 1): Promise<ActivityBody> =>
    (await world.as(tenant)<ActivityBody>('GET', `/api/marketplace/activity${query}`)).body;

  it('is counted by marketplace and interval, with how long it had waited', async () => {
    const { interval_minutes: minutes, marketplaces } = await read('?minutes=120');
    expect(minutes).toBe(2);
    expect(marketplaces).toEqual([
      {
        marketplace: 'testmarket',
        intervals: [{ at: expect.any(String), completed: 2, failed: 1, waited_p95_seconds: 10 }],
      },
    ]);
  });

  it('reaches as far back as was asked for', async () => {
    const { marketplaces } = await read('?minutes=240');
    const intervals = marketplaces.flatMap((marketplace) => marketplace.intervals);
    expect(intervals.map(({ completed }) => completed)).toEqual([1, 2]);
  });

  it('names what failed by its error', async () => {
    expect((await read('?minutes=120')).failures).toEqual([
      {
        marketplace: 'testmarket',
        code: 'test.no',
        message: 'never',
        jobs: 1,
        newest_at: expect.any(String),
      },
    ]);
  });

  it('is nothing for another tenant, and refuses a time that is too long', async () => {
    expect(await read('', 2)).toMatchObject({ marketplaces: [], failures: [] });
    expect((await world.as(1)('GET', '/api/marketplace/activity?minutes=1441')).status).toBe(400);
  });
});
