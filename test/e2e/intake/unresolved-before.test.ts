import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, Caller, JobBody } from '../../support/api-world.ts';

describe('asking for what an earlier job may have done', () => {
  let world: ApiWorld;
  let seller: Caller;
  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
  });
  afterAll(() => world.close());

  const unresolved = async (): Promise<{ job: JobBody; productId: number }> => {
    const [productId = 0] = await world.products(1, 1);
    const job = await world.job(1, { product_id: productId });
    await world.pretend(1, job.id, 'failed');
    await world.db.query(`update user_1.marketplace_jobs set unresolved = true where id = $1`, [job.id]);
    return { job, productId };
  };

  it('is a conflict that names the job to be retried, and leaves nothing behind', async () => {
    const { job, productId } = await unresolved();
    const request = { marketplace: 'testmarket', action_code: 'publish', product_id: productId };
    const answer = await seller('POST', '/api/marketplace/jobs', request);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'job.unresolved_before', job_id: job.id },
    });
    const jobs = await seller<{ data: JobBody[] }>('GET', `/api/marketplace/jobs?product_id=${productId}`);
    expect(jobs.body.data.map(({ id }) => id)).toEqual([job.id]);
  });

  it('becomes a failed job of a batch, beside those that can be done', async () => {
    const { job, productId } = await unresolved();
    const [other = 0] = await world.products(1, 1);
    const batch = await seller<BatchBody>('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: [productId, other],
    });
    expect(batch.body.progress.counts).toMatchObject({ pending: 1, failed: 1 });
    const failed = await seller<{ data: JobBody[] }>(
      'GET',
      `/api/batch-jobs/${batch.body.id}/jobs?status=failed`,
    );
    const message = expect.stringContaining(`job ${job.id}`);
    expect(failed.body.data).toMatchObject([
      { product_id: productId, error: { code: 'job.unresolved_before', message } },
    ]);
  });
});
