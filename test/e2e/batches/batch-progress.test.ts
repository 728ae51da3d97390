import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { BatchRecount } from '../../../src/ledger/batch-recount.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, Caller, JobBody } from '../../support/api-world.ts';

const BATCHES = '/api/batch-jobs';

describe('how far a batch has come', () => {
  let world: ApiWorld;
  let seller: Caller;
  let recount: BatchRecount;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
    recount = new BatchRecount(world.db);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.market.preflight = () => [];
  });

  const create = async (products: number): Promise<BatchBody> => {
    const answer = await seller<BatchBody>('POST', BATCHES, {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: await world.products(1, products),
    });
    return answer.body;
  };
  const show = async (id: number): Promise<BatchBody & { summary: Record<string, unknown> }> =>
    (await seller<BatchBody & { summary: Record<string, unknown> }>('GET', `${BATCHES}/${id}`)).body;

  it('counts every status, and every end as ended', async () => {
    const batch = await create(7);
    const jobs = (await seller<{ data: JobBody[] }>('GET', `${BATCHES}/${batch.id}/jobs`)).body.data;
    const statuses = ['completed', 'completed', 'failed', 'cancelled', 'expired', 'processing'];
    for (const [index, status] of statuses.entries()) await world.pretend(1, jobs[index]?.id ?? 0, status);
    await recount.run(tenantRef(1), batch.id);
    expect(await show(batch.id)).toMatchObject({
      status: 'processing',
      progress: {
        total: 7,
        ended: 5,
        percent: 71,
        counts: { pending: 1, processing: 1, paused: 0, completed: 2, failed: 1, cancelled: 1, expired: 1 },
      },
    });
  });

  it('counts each marketplace for itself, at the moment of the look', async () => {
    await world.account(1, 'secondmarket');
    const ids = await world.products(1, 2);
    const batch = await seller<BatchBody>('POST', BATCHES, {
      marketplaces: ['testmarket', 'secondmarket'],
      action_code: 'publish',
      product_ids: ids,
    });
    const jobs = (
      await seller<{ data: JobBody[] }>(
        'GET',
        `/api/marketplace/jobs?batch_id=${batch.body.id}&marketplace=testmarket`,
      )
    ).body.data;
    await world.pretend(1, jobs[0]?.id ?? 0, 'failed');
    const none = { pending: 0, processing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0, expired: 0 };
    expect((await show(batch.body.id)).summary['marketplaces']).toEqual([
      { marketplace: 'secondmarket', total: 2, ended: 0, counts: { ...none, pending: 2 } },
      { marketplace: 'testmarket', total: 2, ended: 1, counts: { ...none, pending: 1, failed: 1 } },
    ]);
  });

  it('groups failures by their cause, the most frequent first', async () => {
    const ids = await world.products(1, 5);
    world.market.preflight = (product) => {
      const place = ids.indexOf(product?.id ?? 0);
      if (place < 3) return [{ field: 'brand', code: 'test.brand', message: 'It needs a brand.' }];
      return place === 3 ? [{ field: 'price', code: 'test.price', message: 'It is too cheap.' }] : [];
    };
    const batch = await seller<BatchBody>('POST', BATCHES, {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: ids,
    });
    expect((await show(batch.body.id)).summary['errors']).toEqual([
      { code: 'preflight.refused', message: 'It needs a brand.', marketplace: 'testmarket', jobs: 3 },
      { code: 'preflight.refused', message: 'It is too cheap.', marketplace: 'testmarket', jobs: 1 },
    ]);
  });

  it('is listed newest first, by status and by action, page by page', async () => {
    const empty = await create(0);
    const open = await create(1);
    const completed = await seller<{ data: BatchBody[] }>('GET', `${BATCHES}?status=completed&limit=1`);
    expect(completed.body.data.map(({ id }) => id)).toEqual([empty.id]);
    const page = await seller<{ data: BatchBody[]; next_cursor: string }>('GET', `${BATCHES}?limit=1`);
    expect(page.body.data.map(({ id }) => id)).toEqual([open.id]);
    const next = await seller<{ data: BatchBody[] }>('GET', `${BATCHES}?cursor=${page.body.next_cursor}`);
    expect(next.body.data[0]?.id).toBe(empty.id);
    expect((await seller<{ data: BatchBody[] }>('GET', `${BATCHES}?action_code=sync`)).body.data).toEqual([]);
    expect((await world.as(2)<{ data: BatchBody[] }>('GET', BATCHES)).body.data).toEqual([]);
    expect((await seller('GET', `${BATCHES}?status=done`)).status).toBe(400);
  });

  it('can be looked at job by job', async () => {
    const batch = await create(3);
    const jobs = (await seller<{ data: JobBody[] }>('GET', `${BATCHES}/${batch.id}/jobs`)).body.data;
    await world.pretend(1, jobs[0]?.id ?? 0, 'failed');
    const failed = await seller<{ data: JobBody[] }>('GET', `${BATCHES}/${batch.id}/jobs?status=failed`);
    expect(failed.body.data.map(({ id }) => id)).toEqual([jobs[0]?.id]);
    const found = async (query: string): Promise<readonly number[]> =>
      (await seller<{ data: JobBody[] }>('GET', `${BATCHES}/${batch.id}/jobs?${query}`)).body.data.map(
        ({ id }) => id,
      );
    expect(await found('error_code=test.no')).toEqual([jobs[0]?.id]);
    expect(await found('error_code=test.no&status=pending')).toEqual([]);
    expect(await found('marketplace=secondmarket')).toEqual([]);
    expect(await found('marketplace=testmarket')).toHaveLength(3);
    expect((await seller('GET', `${BATCHES}/${batch.id}/jobs?error_code=nonsense`)).status).toBe(400);
    const page = await seller<{ data: JobBody[]; next_cursor: string }>(
      'GET',
      `${BATCHES}/${batch.id}/jobs?limit=2`,
    );
    const rest = await seller<{ data: JobBody[] }>(
      'GET',
      `${BATCHES}/${batch.id}/jobs?cursor=${page.body.next_cursor}`,
    );
    expect([...page.body.data, ...rest.body.data].map(({ id }) => id)).toEqual(jobs.map(({ id }) => id));
  });
});
