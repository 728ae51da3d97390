import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, Caller, JobBody } from '../../support/api-world.ts';

const JOBS = '/api/marketplace/jobs';
const BATCHES = '/api/batch-jobs';

describe('a request with an Idempotency-Key', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
  });
  afterAll(() => world.close());

  const publish = (product_id: number | undefined, more: Record<string, unknown> = {}) => ({
    marketplace: 'testmarket',
    action_code: 'publish',
    product_id,
    ...more,
  });
  const key = (value: string): Record<string, string> => ({ 'idempotency-key': value });

  it('makes one job however often it is sent, also after the job has ended', async () => {
    const [product] = await world.products(1, 1);
    const first = await seller<JobBody>('POST', JOBS, publish(product), key('again'));
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    await world.pretend(1, first.body.id, 'completed');
    const again = await seller<JobBody>('POST', JOBS, publish(product), key('again'));
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toMatchObject({ id: first.body.id, status: 'completed' });
  });

  it('is the same request in whatever order its fields come', async () => {
    const [product] = await world.products(1, 1);
    const body = publish(product, { input_data: { a: 1, b: 2 } });
    const first = await seller<JobBody>('POST', JOBS, body, key('order'));
    const turned = { input_data: { b: 2, a: 1 }, product_id: product, action_code: 'publish' };
    const again = await seller<JobBody>('POST', JOBS, { ...turned, marketplace: 'testmarket' }, key('order'));
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
  });

  it('and another body is refused with 409', async () => {
    const [one, two] = await world.products(1, 2);
    await seller('POST', JOBS, publish(one), key('reused'));
    const answer = await seller('POST', JOBS, publish(two), key('reused'));
    expect(answer).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
  });

  it('that a waiting job answered leads to that job again, and to no second one, once the job is over', async () => {
    const waiting = await world.job(1);
    const body = publish(Number(waiting['product_id']));
    const answered = await seller<JobBody>('POST', JOBS, body, key('answered'));
    expect(answered).toMatchObject({ status: 200, body: { id: waiting.id } });
    await world.pretend(1, waiting.id, 'completed');
    const again = await seller<JobBody>('POST', JOBS, body, key('answered'));
    expect(again).toMatchObject({ status: 200, body: { id: waiting.id, status: 'completed' } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await seller('POST', JOBS, { ...body, priority: 1 }, key('answered'));
    expect(other.status).toBe(409);
  });

  it('sent many times at once makes one job', async () => {
    const [product] = await world.products(1, 1);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => seller<JobBody>('POST', JOBS, publish(product), key('race'))),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
  });

  it('sent many times at once makes one batch', async () => {
    const ids = await world.products(1, 3);
    const body = { marketplaces: ['testmarket'], action_code: 'publish', product_ids: ids };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => seller<BatchBody>('POST', BATCHES, body, key('race'))),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const other = await seller('POST', BATCHES, { ...body, product_ids: [] }, key('race'));
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
  });

  it('is the tenant’s own: another tenant’s request with the same key is another request', async () => {
    const [mine] = await world.products(1, 1);
    await seller('POST', JOBS, publish(mine), key('shared'));
    await world.account(2);
    const [theirs] = await world.products(2, 1);
    const answer = await world.as(2)('POST', JOBS, publish(theirs), key('shared'));
    expect(answer.status).toBe(201);
  });

  it('whose key is no key is refused with 400', async () => {
    const [product] = await world.products(1, 1);
    const answer = await seller('POST', JOBS, publish(product), key('a b'));
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
