import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { done } from '../../../src/domain/outcome.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody } from '../../support/api-world.ts';
import { waitFor } from '../../support/wait-for.ts';

type Line = Readonly<Record<string, unknown>>;

describe('a line of the log', () => {
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start({ ROLE: 'all', TIME_SCALE: '0.1' });
  });
  afterAll(() => world.close());

  const lines = (): readonly Line[] => world.logs.map((line) => JSON.parse(line) as Line);
  const said = (msg: string): readonly Line[] => lines().filter((line) => line['msg'] === msg);

  it('of a step says tenant, batch, job, task and step, whoever writes it and after whatever wait', async () => {
    world.market.script('prepare', async (_task, context) => {
      context.log.info('by the step');
      await new Promise((resolve) => setImmediate(resolve));
      new Logger('Elsewhere').warn('by somebody else');
      return done({});
    });
    for (const tenant of [1, 2]) await world.account(tenant);
    const batches = new Map<number, number>();
    for (const tenant of [1, 2]) {
      const batch = await world.as(tenant)<BatchBody>('POST', '/api/batch-jobs', {
        marketplaces: ['testmarket'],
        action_code: 'publish',
        product_ids: await world.products(tenant, 2),
      });
      batches.set(tenant, batch.body.id);
    }
    await waitFor(() => said('by somebody else').length === 1, { what: 'a step has spoken' });
    const [own] = said('by the step');
    const [other] = said('by somebody else');
    expect(own).toMatchObject({ tenant: expect.any(Number), step: 'prepare' });
    const { tenant, batch, job, task } = other ?? {};
    expect(batch).toBe(batches.get(Number(tenant)));
    const [row] = await world.db.query<{ batch: number; step: string }>(
      `select j.batch_job_id as batch, t.step
       from user_${Number(tenant)}.marketplace_tasks t join user_${Number(tenant)}.marketplace_jobs j on j.id = t.job_id
       where t.id = $1 and j.id = $2`,
      [task, job],
    );
    expect(row).toEqual({ batch, step: 'prepare' });
    expect(own).toMatchObject({ tenant, batch, job, task });
  });

  it('of a request says its id and its tenant, once each', async () => {
    const answer = await world.as(2)('GET', '/api/products/77');
    const id = answer.headers.get('x-request-id');
    const written = await waitFor(() => world.logs.find((line) => line.includes(`"request_id":"${id}"`)), {
      what: 'the line of the request',
    });
    expect(JSON.parse(written)).toMatchObject({ tenant: 2, request_id: id, res: { status: 404 } });
    for (const line of world.logs) {
      for (const name of ['tenant', 'batch', 'job', 'task', 'request_id']) {
        expect([name, line.split(`"${name}":`).length - 1 <= 1]).toEqual([name, true]);
      }
    }
  });
});
