import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller, JobBody } from '../../support/api-world.ts';

const JOBS = '/api/marketplace/jobs';

interface JobPage {
  readonly data: readonly JobBody[];
  readonly next_cursor: string | null;
}

describe('the list of jobs', () => {
  let world: ApiWorld;
  let seller: Caller;
  let accounts: number[];
  let jobs: JobBody[];

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    accounts = [await world.account(1), await world.account(1, 'secondmarket')];
    jobs = [];
    for (let index = 0; index < 5; index += 1) jobs.push(await world.job(1));
    jobs.push(await world.job(1, { marketplace: 'secondmarket' }));
    await world.pretend(1, jobs[0]?.id ?? 0, 'completed');
    await world.pretend(1, jobs[1]?.id ?? 0, 'failed');
    await world.pretend(1, jobs[2]?.id ?? 0, 'processing');
    await world.account(2);
    await world.job(2);
  });
  afterAll(() => world.close());

  const ids = async (query: string): Promise<number[]> => {
    const answer = await seller<JobPage>('GET', `${JOBS}?${query}`);
    expect(answer.status).toBe(200);
    return answer.body.data.map(({ id }) => id);
  };
  const at = (...places: number[]): number[] => places.map((place) => jobs[place]?.id ?? 0);

  it('shows the newest first, without tasks, and nothing of another tenant', async () => {
    const answer = await seller<JobPage>('GET', JOBS);
    expect(answer.body.data.map(({ id }) => id)).toEqual(at(5, 4, 3, 2, 1, 0));
    for (const job of answer.body.data) expect(job).not.toHaveProperty('tasks');
  });

  it('goes on where the page before ended, by cursor and by Link header', async () => {
    const first = await seller<JobPage>('GET', `${JOBS}?limit=4`);
    expect(first.body.data.map(({ id }) => id)).toEqual(at(5, 4, 3, 2));
    const [, link = ''] = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? [];
    const second = await seller<JobPage>('GET', link);
    expect(second.body.data.map(({ id }) => id)).toEqual(at(1, 0));
    expect(second.body.next_cursor).toBeNull();
  });

  it('is narrowed down by filters that add up', async () => {
    expect(await ids('marketplace=secondmarket')).toEqual(at(5));
    expect(await ids('status=completed,failed')).toEqual(at(1, 0));
    expect(await ids('status=completed&status=failed')).toEqual(at(1, 0));
    expect(await ids('status=pending&marketplace=testmarket')).toEqual(at(4, 3));
    expect(await ids(`account_id=${accounts[1] ?? 0}`)).toEqual(at(5));
    expect(await ids(`product_id=${String(jobs[3]?.['product_id'])}`)).toEqual(at(3));
    expect(await ids('action_code=sync')).toEqual([]);
    expect(await ids('batch_id=1')).toEqual([]);
    const middle = encodeURIComponent(String(jobs[3]?.['created_at']));
    expect(await ids(`created_from=${middle}`)).toEqual(at(5, 4, 3));
    expect(await ids(`created_to=${middle}`)).toEqual(at(2, 1, 0));
  });

  it('counts by status, with the same filters', async () => {
    const all = await seller('GET', `${JOBS}/counts`);
    expect(all.body).toEqual({
      pending: 3,
      processing: 1,
      paused: 0,
      completed: 1,
      failed: 1,
      cancelled: 0,
      expired: 0,
    });
    const second = await seller('GET', `${JOBS}/counts?marketplace=secondmarket`);
    expect(second.body).toMatchObject({ pending: 1, completed: 0 });
  });

  it.each([
    'status=done',
    'limit=0',
    'limit=201',
    'product_id=x',
    'product_id=0',
    'created_from=yesterday',
    'created_to=5',
    'created_from=2026-01-05T09:30:00',
    'status=',
    'marketplace=%00',
    'colour=red',
    'cursor=nonsense',
  ])('refuses %s with 400', async (query) => {
    expect((await seller('GET', `${JOBS}?${query}`)).status).toBe(400);
  });
});
