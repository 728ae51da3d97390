import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Switches } from '../../../src/queue/switches.ts';
import { ApiWorld } from '../../support/api-world.ts';

interface LaneBody {
  readonly account_id: number;
  readonly jobs: Readonly<Record<string, number>>;
  readonly oldest_due_at: string | null;
  readonly waiting_for: { readonly reason: string; readonly message: string; readonly since: string } | null;
}

describe('the lanes of a seller', () => {
  let world: ApiWorld;
  let first: number;
  let second: number;

  beforeAll(async () => {
    world = await ApiWorld.start();
    first = await world.account(1);
    second = await world.account(1, 'secondmarket');
    await world.account(2);
    await world.job(1, { account_id: first });
    await world.job(1, { account_id: first, run_at: '2099-01-01T00:00:00Z' });
    const paused = await world.job(1, { account_id: first });
    await world.as(1)('POST', `/api/marketplace/jobs/${paused.id}/pause`);
    const running = await world.job(1, { account_id: first });
    await world.pretend(1, running.id, 'processing');
  });
  afterAll(() => world.close());

  const lanes = async (query = ''): Promise<readonly LaneBody[]> =>
    (await world.as(1)<{ data: LaneBody[] }>('GET', `/api/marketplace/lanes${query}`)).body.data;
  const lane = async (id: number): Promise<LaneBody | undefined> =>
    (await lanes()).find(({ account_id: accountId }) => accountId === id);

  it('are told by account, and nobody else’s among them', async () => {
    expect((await lanes()).map(({ account_id: id }) => id)).toEqual([first, second]);
  });

  it('say what runs, what is due, what is for later and what is paused', async () => {
    expect((await lane(first))?.jobs).toEqual({ running: 1, due: 1, scheduled: 1, paused: 1 });
    expect((await lane(second))?.jobs).toEqual({ running: 0, due: 0, scheduled: 0, paused: 0 });
  });

  it('say since when the oldest due job might have begun', async () => {
    const at = Date.parse((await lane(first))?.oldest_due_at ?? '');
    expect(at).toBeGreaterThan(Date.now() - 60_000);
    expect((await lane(second))?.oldest_due_at).toBeNull();
  });

  it('wait for nothing, for a paused account, for a paused marketplace with its reason, for a rate limit', async () => {
    const seller = world.as(1);
    expect((await lane(first))?.waiting_for).toBeNull();
    await seller('POST', `/api/marketplace/accounts/${first}/pause`);
    expect((await lane(first))?.waiting_for).toMatchObject({ reason: 'account' });
    await seller('POST', `/api/marketplace/accounts/${first}/resume`);

    const switches = world.get(Switches);
    await switches.pause(world.db, 'testmarket', { actor: 'op', reason: 'It is on fire.' });
    expect((await lane(first))?.waiting_for).toMatchObject({
      reason: 'marketplace',
      message: expect.stringContaining('It is on fire.'),
    });
    expect((await lane(second))?.waiting_for).toBeNull();
    await switches.resume(world.db, 'testmarket');

    await world.db.query(
      `update public.lanes set blocked_until = now() + interval '1 hour' where tenant_id = 1 and account_id = $1`,
      [first],
    );
    expect((await lane(first))?.waiting_for).toMatchObject({ reason: 'rate', until: expect.any(String) });
  });

  it('are told page by page', async () => {
    const page = await world.as(1)<{ data: LaneBody[]; next_cursor: string }>(
      'GET',
      '/api/marketplace/lanes?limit=1',
    );
    expect(page.body.data.map(({ account_id: id }) => id)).toEqual([first]);
    expect((await lanes(`?limit=1&cursor=${page.body.next_cursor}`)).map((each) => each.account_id)).toEqual([
      second,
    ]);
  });
});
