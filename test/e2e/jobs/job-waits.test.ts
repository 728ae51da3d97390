import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Switches } from '../../../src/queue/switches.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller, JobBody } from '../../support/api-world.ts';

const JOBS = '/api/marketplace/jobs';

describe('what a job waits for', () => {
  let world: ApiWorld;
  let seller: Caller;
  let accountId: number;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    accountId = await world.account(1);
  });
  afterAll(() => world.close());

  const waitOf = async (
    id: number,
  ): Promise<{ reason: string; message: string; until: string | null } | null> =>
    (await seller<JobBody>('GET', `${JOBS}/${id}`)).body['waiting_for'] as never;
  const lane = (change: string): Promise<unknown> =>
    world.db.query(`update public.lanes set ${change} where tenant_id = 1 and account_id = $1`, [accountId]);

  it('is its turn where nothing is in the way', async () => {
    const job = await world.job(1);
    expect(await waitOf(job.id)).toMatchObject({ reason: 'turn' });
  });

  it.each(['tenant', 'tenant_paused', 'schema', 'account', 'challenge', 'reauth', 'plugin', 'rate'])(
    'is the hold "%s" of its lane while that lasts, though nothing is written on the job',
    async (hold) => {
      const job = await world.job(1);
      await lane(`holds = '{${hold}}'`);
      const wait = await waitOf(job.id);
      await lane(`holds = '{}'`);
      expect(wait?.reason).toBe(hold);
      expect(wait?.message).not.toBe('');
      expect(await waitOf(job.id)).toMatchObject({ reason: 'turn' });
    },
  );

  it('is an account that its seller paused', async () => {
    const job = await world.job(1);
    await seller('POST', `/api/marketplace/accounts/${accountId}/pause`);
    const wait = await waitOf(job.id);
    await seller('POST', `/api/marketplace/accounts/${accountId}/resume`);
    expect(wait).toMatchObject({ reason: 'account' });
  });

  it('is told in words that name the marketplace as people write it', async () => {
    const job = await world.job(1);
    const messages: (string | undefined)[] = [];
    for (const hold of ['account', 'challenge', 'reauth', 'rate']) {
      await lane(`holds = '{${hold}}'`);
      messages.push((await waitOf(job.id))?.message);
    }
    await lane(`holds = '{}'`);
    expect(messages).toEqual([
      'This Testmarket account is paused.',
      'Testmarket wants to see a human: solve its check in your browser.',
      'Testmarket wants you to sign in again: reconnect the account.',
      'Testmarket asked to slow down.',
    ]);
  });

  it('is a rate limit with the time at which it is over', async () => {
    const job = await world.job(1);
    await lane(`blocked_until = now() + interval '1 hour'`);
    const wait = await waitOf(job.id);
    await lane(`blocked_until = null`);
    expect(wait?.reason).toBe('rate');
    expect(Date.parse(wait?.until ?? '')).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('is the marketplace while that is paused for everybody', async () => {
    const job = await world.job(1);
    const switches = world.db;
    await new Switches().pause(switches, 'testmarket', { actor: 'test', reason: null });
    const wait = await waitOf(job.id);
    await new Switches().resume(switches, 'testmarket');
    expect(wait).toMatchObject({ reason: 'marketplace' });
  });

  it('is the other job of the same product on the same account', async () => {
    const first = await world.job(1);
    await world.pretend(1, first.id, 'processing');
    const second = await world.job(1, { product_id: first['product_id'] });
    expect(await waitOf(first.id)).toBeNull();
    const wait = await waitOf(second.id);
    expect(wait?.reason).toBe('product_busy');
    expect(wait?.message).toContain(String(first.id));
  });

  it('is what the job itself has stored, until its time', async () => {
    const job = await world.job(1);
    await world.db.query(
      `update user_1.marketplace_jobs
       set waiting_for = 'backoff', waiting_since = now(), run_at = now() + interval '1 hour' where id = $1`,
      [job.id],
    );
    const wait = await waitOf(job.id);
    expect(wait?.reason).toBe('backoff');
    expect(Date.parse(wait?.until ?? '')).toBeGreaterThan(Date.now());
  });

  it('is nothing once it has ended', async () => {
    const job = await world.job(1);
    await world.pretend(1, job.id, 'completed');
    expect(await waitOf(job.id)).toBeNull();
  });

  it('does not show the lane of another tenant whose account has the same id', async () => {
    const theirs = await world.account(2);
    expect(theirs).toBe(accountId);
    await world.db.query(`update public.lanes set holds = '{plugin}' where tenant_id = 2`);
    const job = await world.job(1);
    expect(await waitOf(job.id)).toMatchObject({ reason: 'turn' });
  });
});
