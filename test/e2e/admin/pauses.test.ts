import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Claim } from '../../../src/queue/claim.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { Settle } from '../../../src/queue/settle.ts';
import { TenantPause } from '../../../src/tenancy/tenant-pause.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller, JobBody } from '../../support/api-world.ts';

const WORKER = '00000000-0000-4000-8000-000000000001';

interface Wait {
  readonly reason: string;
  readonly message: string;
  readonly since: string;
}

describe('a pause of everything', () => {
  let world: ApiWorld;
  let operator: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    operator = world.as(null, 'admin');
    await world.account(1);
  });
  afterAll(() => world.close());

  const waitOf = async (job: JobBody): Promise<Wait> =>
    (await world.as(1)<JobBody>('GET', `/api/marketplace/jobs/${job.id}`)).body['waiting_for'] as never;
  /** How many jobs a worker could take now; what it took is given back. */
  const claimed = async (): Promise<number> => {
    const { leases } = await new Claim(world.db).take(WORKER, 10);
    const back = leases.map((lease) => ({ lease, settlement: { to: 'ready' } as const }));
    await new Settle(world.db, new Lanes()).apply(back);
    return leases.length;
  };

  it('of a marketplace says who, why and since when, and every waiting job says so', async () => {
    const job = await world.job(1);
    const before = Date.now() - 1000;
    await world.db.query(
      `update user_1.marketplace_jobs set created_at = now() - interval '1 day' where id = $1`,
      [job.id],
    );
    const path = '/api/admin/marketplaces/testmarket';
    const paused = await operator<Record<string, string>>('POST', `${path}/pause`, { reason: 'It is down.' });
    expect(paused.body).toMatchObject({ paused: true, reason: 'It is down.', paused_by: 'tester' });
    const again = await operator<Record<string, string>>('POST', `${path}/pause`, { reason: 'Still down.' });
    expect(again.body).toMatchObject({ reason: 'Still down.', paused_since: paused.body['paused_since'] });
    const wait = await waitOf(job);
    expect(wait).toMatchObject({
      reason: 'marketplace',
      message: 'Testmarket is paused for everybody. Reason: Still down.',
    });
    expect(Date.parse(wait.since)).toBeGreaterThan(before);
    const lanes = await operator<{ data: object[] }>('GET', '/api/admin/lanes?tenant_id=1');
    expect(lanes.body.data).toMatchObject([{ marketplace_paused: true, holds: [] }]);
    expect(await claimed()).toBe(0);

    expect((await operator('POST', `${path}/resume`)).body).toMatchObject({
      paused: false,
      reason: null,
      paused_by: null,
      paused_since: null,
    });
    expect(await claimed()).toBe(1);
    expect(await waitOf(job)).toMatchObject({ reason: 'turn' });
  });

  it('of a tenant holds its lanes, also those of accounts connected meanwhile; its requests are served', async () => {
    const path = '/api/admin/tenants/1';
    const paused = await operator('POST', `${path}/pause-jobs`, { reason: 'Moving house.' });
    expect(paused).toMatchObject({ status: 200, body: { paused_reason: 'Moving house.', status: 'active' } });
    const job = await world.job(1);
    await world.account(1, 'secondmarket');
    expect(await waitOf(job)).toMatchObject({
      reason: 'tenant_paused',
      message: 'StoFlow has paused all your jobs. Reason: Moving house.',
    });
    const lanes = await operator<{ data: object[] }>('GET', '/api/admin/lanes?hold=tenant_paused');
    expect(lanes.body.data).toHaveLength(2);
    expect(await claimed()).toBe(0);

    // A suspension is another reason: lifting one does not lift the other.
    await operator('POST', `${path}/suspend`);
    expect((await operator('POST', `${path}/resume-jobs`)).body).toMatchObject({ paused_since: null });
    expect(await claimed()).toBe(0);
    await operator('POST', `${path}/resume`);
    expect(await claimed()).toBeGreaterThan(0);
  });

  it('of a tenant waits for an account that is being connected, and then holds it too', async () => {
    const pause = new TenantPause(world.db, new Lanes());
    let paused: Promise<boolean> | undefined;
    await world.db.transaction(async (sql) => {
      await sql.query('select weight from public.tenants where id = 2 for share');
      paused = pause.set(2, { actor: 'test', reason: null });
      await sql.query(
        `insert into public.lanes (tenant_id, account_id, marketplace, max_running) values (2, 77, 'testmarket', 1)`,
      );
    });
    await paused;
    expect(await world.db.query(`select holds from public.lanes where tenant_id = 2`)).toEqual([
      { holds: ['tenant_paused'] },
    ]);
  });

  it('is for operators, and of what there is', async () => {
    expect((await world.as(1)('POST', '/api/admin/tenants/1/pause-jobs')).status).toBe(403);
    expect(await operator('POST', '/api/admin/tenants/99/pause-jobs')).toMatchObject({
      status: 404,
      body: { code: 'tenant.not_found' },
    });
    const long = await operator('POST', '/api/admin/tenants/1/pause-jobs', { reason: 'x'.repeat(501) });
    expect(long).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
