import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applyAccountEffect } from '../../../src/accounts/account-effect.ts';
import { TokenStore } from '../../../src/accounts/token-store.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { BatchBody, JobBody } from '../../support/api-world.ts';
import { ConsentWorld } from './support/consent-world.ts';

const ACCOUNTS = '/api/marketplace/accounts';

interface Account {
  readonly id: number;
  readonly [field: string]: unknown;
}

describe('an account that its seller disconnects', () => {
  let world: ConsentWorld;

  beforeAll(async () => {
    world = await ConsentWorld.start();
  });
  afterAll(() => world.close());

  const one = async <T extends object>(text: string, id: number): Promise<T | undefined> =>
    (await world.db.query<T>(text, [id]))[0];
  const lane = (id: number): Promise<{ holds: string[] } | undefined> =>
    one(`select holds from public.lanes where tenant_id = 1 and account_id = $1`, id);
  const credentials = (id: number): Promise<{ credentials: string | null } | undefined> =>
    one(`select credentials from user_1.marketplace_accounts where id = $1`, id);
  const turns = (id: number): Promise<object[]> =>
    world.db.query(`select from public.recurring_actions where tenant_id = 1 and account_id = $1`, [id]);
  const disconnect = (id: number, tenant = 1) => world.as(tenant)<Account>('DELETE', `${ACCOUNTS}/${id}`);
  const account = async (id: number): Promise<Account> =>
    (await world.as(1)<Account>('GET', `${ACCOUNTS}/${id}`)).body;

  it('stays, and nothing is left that StoFlow could act with', async () => {
    const id = await world.api.account(1, 'etsy');
    expect(await turns(id)).not.toEqual([]);
    await world.as(1)('POST', `${ACCOUNTS}/${id}/pause`);
    expect(await disconnect(id)).toMatchObject({
      status: 200,
      body: { id, status: 'disconnected', connection: 'disconnected', verified_at: null, checklist: [] },
    });
    expect(await credentials(id)).toEqual({ credentials: null });
    expect(await lane(id)).toEqual({ holds: ['disconnected'] });
    expect(await turns(id)).toEqual([]);
    const store = world.api.get(TokenStore);
    const late = { sealed: 'what-was-read', owner: '7b1d9f0e-5f0a-4c39-9f0e-7a5b1e6c2d11' };
    expect(await store.replace(tenantRef(1), id, late, { refreshToken: 'late' })).toBe(false);
    expect(await store.reject(tenantRef(1), id, late, 'late')).toBe(false);
    await applyAccountEffect(world.db, tenantRef(1), id, {
      type: 'account',
      status: 'needs_reauth',
      reason: 'a browser that did not hear of it',
    });
    expect(await account(id)).toMatchObject({ status: 'disconnected', connection: 'disconnected' });
    expect(await disconnect(id)).toMatchObject({ status: 200, body: { status: 'disconnected' } });
    expect(await world.as(1)('POST', `${ACCOUNTS}/${id}/pause`)).toMatchObject({
      status: 409,
      body: { code: 'account.illegal_transition', from: 'disconnected' },
    });
  });

  it('takes what waited for it along, and the history says why', async () => {
    const id = await world.api.account(1);
    const other = await world.api.account(1);
    const products = await world.api.products(1, 3);
    const { body: batch } = await world.as(1)<BatchBody>('POST', '/api/batch-jobs', {
      marketplace: 'testmarket',
      account_ids: [id],
      action_code: 'publish',
      product_ids: products,
    });
    const elsewhere = await world.api.job(1, { account_id: other, product_id: products[0] });
    await disconnect(id);
    const jobs = await world.as(1)<{ data: JobBody[] }>('GET', `/api/marketplace/jobs?account_id=${id}`);
    expect(jobs.body.data.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    const events = await world.db.query(
      `select type, reason from user_1.job_events where job_id = $1 order by id desc limit 1`,
      [jobs.body.data[0]?.id],
    );
    expect(events).toEqual([{ type: 'cancelled', reason: 'account.disconnected' }]);
    await waitFor(
      async () => {
        const { body } = await world.as(1)<BatchBody>('GET', `/api/batch-jobs/${batch.id}`);
        return body.status === 'cancelled' ? body : undefined;
      },
      { what: 'the batch to be over' },
    );
    expect((await world.as(1)<JobBody>('GET', `/api/marketplace/jobs/${elsewhere.id}`)).body.status).toBe(
      'pending',
    );
  });

  it('is not, while a job runs on it', async () => {
    const id = await world.api.account(1);
    const before = await credentials(id);
    await world.db.query(`update public.lanes set running = 2 where tenant_id = 1 and account_id = $1`, [id]);
    expect(await disconnect(id)).toMatchObject({
      status: 409,
      body: { code: 'account.busy', running: 2, detail: expect.stringContaining('2 jobs run') },
    });
    expect(await credentials(id)).toEqual(before);
    expect(await lane(id)).toEqual({ holds: [] });
  });

  it('is given no new jobs, and is not asked for where there is another', async () => {
    const gone = await world.api.account(2);
    const [product] = await world.api.products(2, 1);
    await disconnect(gone, 2);
    const wish = { marketplace: 'testmarket', action_code: 'publish', product_id: product };
    for (const body of [wish, { ...wish, account_id: gone }]) {
      expect(await world.as(2)('POST', '/api/marketplace/jobs', body)).toMatchObject({
        status: 422,
        body: { code: 'account.not_connected' },
      });
    }
    const there = await world.api.account(2);
    expect(await world.as(2)('POST', '/api/marketplace/jobs', wish)).toMatchObject({
      status: 201,
      body: { account_id: there },
    });
    const readiness = await world.as(2)<{ account_id: number }[]>(
      'GET',
      `/api/products/${product}/readiness`,
    );
    expect(readiness.body.map(({ account_id: id }) => id)).toEqual([there]);
  });

  it('comes back as the one it was, by new credentials', async () => {
    const id = await world.api.account(1, 'etsy');
    await disconnect(id);
    const back = await world.as(1)('PUT', `${ACCOUNTS}/${id}/credentials`, { refresh_token: 'new' });
    expect(back).toMatchObject({ status: 200, body: { id, status: 'connected', connection: 'connected' } });
    expect(await lane(id)).toEqual({ holds: [] });
    expect(await turns(id)).not.toEqual([]);
  });

  it('comes back as the one it was, by being connected like a new one', async () => {
    const body = {
      marketplace: 'etsy',
      name: 'First name',
      external_id: 'comes-back',
      credentials: { refresh_token: 'first' },
      settings: { shop_id: 7, currency: 'EUR' },
    };
    const { body: first } = await world.as(1)<Account>('POST', ACCOUNTS, body);
    await disconnect(first.id);
    const again = { ...body, name: 'Second name', settings: { currency: 'USD' } };
    expect(await world.as(1)('POST', ACCOUNTS, again)).toMatchObject({
      status: 201,
      body: {
        id: first.id,
        name: 'Second name',
        status: 'connected',
        settings: { shop_id: 7, currency: 'USD' },
      },
    });
    expect(await lane(first.id)).toEqual({ holds: [] });
    expect(await world.as(1)('POST', ACCOUNTS, again)).toMatchObject({ status: 409 });
  });

  it('comes back as the one it was, through the browser too', async () => {
    const body = { marketplace: 'vinted', name: 'Wardrobe', external_id: '4711' };
    const { body: first } = await world.as(1)<Account>('POST', ACCOUNTS, body);
    await disconnect(first.id);
    expect((await lane(first.id))?.holds.sort()).toEqual(['disconnected', 'plugin']);
    expect(await world.as(1)('POST', ACCOUNTS, body)).toMatchObject({ status: 201, body: { id: first.id } });
    expect(await lane(first.id)).toEqual({ holds: ['plugin'] });
  });

  it('comes back as the one it was, by the consent of its seller', async () => {
    const place = await world.consent({ marketplace: 'etsy' }, 'anna');
    const id = Number(/accounts\/(\d+)/.exec(place)?.[1]);
    await disconnect(id);
    expect(await world.consent({ marketplace: 'etsy' }, 'anna')).toBe(
      `/#/accounts/${id}?consent=reconnected&check=now`,
    );
    expect(await account(id)).toMatchObject({ status: 'connected' });
  });

  it('is another tenant’s nowhere', async () => {
    const id = await world.api.account(1);
    expect(await disconnect(9999)).toMatchObject({ status: 404, body: { code: 'account.not_found' } });
    const before = await credentials(id);
    expect(await disconnect(id, 2)).toMatchObject({ status: 404, body: { code: 'account.not_found' } });
    expect(await credentials(id)).toEqual(before);
  });
});
