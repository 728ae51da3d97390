import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller } from '../../support/api-world.ts';

interface LaneBody {
  readonly tenant_id: number;
  readonly account_id: number;
  readonly holds: readonly string[];
  readonly jobs: Readonly<Record<string, number>>;
}

describe('what operators see of the queue', () => {
  let world: ApiWorld;
  let operator: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    operator = world.as(null, 'admin');
    await world.account(1);
    await world.account(1, 'secondmarket');
    await world.account(2);
    const [leased, paused] = [await world.job(1), await world.job(1)];
    await world.pretend(1, leased.id, 'processing');
    await world.as(1)('POST', `/api/marketplace/jobs/${paused.id}/pause`);
    await world.job(1, { run_at: '2090-01-01T00:00:00Z' });
    await world.job(1);
    await world.job(2);
    await world.db.query(`update public.lanes set holds = '{plugin}' where tenant_id = 2`);
  });
  afterAll(() => world.close());

  const lanes = async (query = ''): Promise<readonly LaneBody[]> => {
    const answer = await operator<{ data: LaneBody[] }>('GET', `/api/admin/lanes${query}`);
    expect(answer.status).toBe(200);
    return answer.body.data;
  };

  it('are the lanes of all tenants with what lies in them', async () => {
    const all = await lanes();
    expect(all.map(({ tenant_id, account_id }) => [tenant_id, account_id])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
    expect(all[0]).toMatchObject({
      marketplace: 'testmarket',
      max_running: 4,
      holds: [],
      jobs: { scheduled: 1, ready: 1, leased: 1, parked: 1 },
    });
    expect(all[2]).toMatchObject({ holds: ['plugin'], jobs: { ready: 1 } });
  });

  it('can be narrowed down, and read page by page', async () => {
    expect(await lanes('?tenant_id=2')).toHaveLength(1);
    expect(await lanes('?marketplace=secondmarket')).toHaveLength(1);
    expect(await lanes('?hold=plugin')).toMatchObject([{ tenant_id: 2 }]);
    expect(await lanes('?account_id=1')).toHaveLength(2);
    const first = await operator<{ data: LaneBody[]; next_cursor: string }>(
      'GET',
      '/api/admin/lanes?limit=2',
    );
    expect(await lanes(`?cursor=${first.body.next_cursor}`)).toMatchObject([{ tenant_id: 2, account_id: 1 }]);
    expect((await operator('GET', '/api/admin/lanes?hold=weather')).status).toBe(400);
  });

  it('is the whole queue: counts, the oldest wait, who holds what, and what is closed', async () => {
    await world.db.query(`
      insert into public.instances (id, role, host, pid, lease_until)
      values ('00000000-0000-4000-8000-000000000001', 'worker', 'h1', 7, now() + interval '1 hour'),
             ('00000000-0000-4000-8000-000000000002', 'worker', 'h2', 8, now() - interval '1 hour')`);
    await world.db.query(`
      update public.job_queue set owner = '00000000-0000-4000-8000-000000000002' where state = 'leased'`);
    await world.db.query(`
      insert into public.rate_buckets (scope, tokens, capacity, refill_per_second, blocked_until)
      values ('closed', 0, 1, 1, now() + interval '1 hour'), ('open', 0, 1, 1, now() - interval '1 hour')`);
    await world.db.query(
      `update public.job_queue set run_at = now() - interval '1 minute' where tenant_id = 2`,
    );

    const { status, body } = await operator<Record<string, unknown>>('GET', '/api/admin/queue');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: 5,
      counts: [
        { marketplace: 'testmarket', state: 'leased', jobs: 1 },
        { marketplace: 'testmarket', state: 'parked', jobs: 1 },
        { marketplace: 'testmarket', state: 'ready', jobs: 2 },
        { marketplace: 'testmarket', state: 'scheduled', jobs: 1 },
      ],
      titles: { testmarket: 'Testmarket', secondmarket: 'Secondmarket' },
      blocked_scopes: [{ scope: 'closed' }],
    });
    expect(body['oldest_waiting_seconds']).toBeGreaterThanOrEqual(60);
    expect(body['instances']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ host: 'h1', alive: true, leased: 0 }),
        expect.objectContaining({ host: 'h2', alive: false, leased: 1 }),
      ]),
    );
  });

  it('can stop and restart a marketplace for everybody', async () => {
    const job = await world.job(1);
    const reason = async (): Promise<unknown> =>
      (await world.as(1)<Record<string, unknown>>('GET', `/api/marketplace/jobs/${job.id}`)).body[
        'waiting_for'
      ];
    const paused = await operator('POST', '/api/admin/marketplaces/testmarket/pause');
    expect(paused).toMatchObject({ status: 200, body: { marketplace: 'testmarket', paused: true } });
    expect((await operator('POST', '/api/admin/marketplaces/testmarket/pause')).status).toBe(200);
    expect(await reason()).toMatchObject({ reason: 'marketplace' });
    const resumed = await operator('POST', '/api/admin/marketplaces/testmarket/resume');
    expect(resumed).toMatchObject({ status: 200, body: { paused: false } });
    expect(await reason()).toMatchObject({ reason: 'turn' });
    expect(await operator('POST', '/api/admin/marketplaces/amazon/pause')).toMatchObject({
      status: 404,
      body: { code: 'marketplace.not_found' },
    });
  });

  it.each([
    ['GET', '/api/admin/lanes'],
    ['GET', '/api/admin/queue'],
    ['POST', '/api/admin/marketplaces/testmarket/pause'],
    ['POST', '/api/admin/marketplaces/testmarket/resume'],
  ])('is for operators only (%s %s)', async (method, path) => {
    expect(await world.as(1)(method, path)).toMatchObject({
      status: 403,
      body: { code: 'auth.scope_missing' },
    });
    expect((await operator(method, path, undefined, { authorization: '' })).status).toBe(401);
  });
});
