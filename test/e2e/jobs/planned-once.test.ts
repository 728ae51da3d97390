import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { JobBody } from '../../support/api-world.ts';

const TIMES = 12;

describe('requests for single jobs', () => {
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start({ DB_POOL_MAX: '2' });
    await world.account(1);
  });
  afterAll(() => world.close());

  /** How often the connections have planned statements with the values of a request, and without. */
  const plans = async (statement: string): Promise<{ custom: number; generic: number }> => {
    const look = (): Promise<{ pid: number; custom: number; generic: number }[]> =>
      world.db.query(
        `select pg_backend_pid() as pid, coalesce(sum(custom_plans), 0)::int as custom,
                coalesce(sum(generic_plans), 0)::int as generic, pg_sleep(0.05)::text
         from pg_prepared_statements where statement like $1`,
        [`%${statement}%`],
      );
    const seen = new Map((await Promise.all([look(), look()])).flat().map((found) => [found.pid, found]));
    return {
      custom: [...seen.values()].reduce((sum, { custom }) => sum + custom, 0),
      generic: [...seen.values()].reduce((sum, { generic }) => sum + generic, 0),
    };
  };

  it.each([
    ['the job', 'user_1.marketplace_jobs j where j.id = wanted.id'],
    ['its steps', 'user_1.marketplace_tasks t where t.job_id = job.id'],
    ['its lane', 'distinct on ("accountId") state.*'],
    ['what stands before it', 'as "behindJobId"'],
  ])('are not planned anew for each: %s', async (_, statement) => {
    const before = await plans(statement);
    const job = await world.job(1);
    for (let time = 0; time < TIMES; time += 1) {
      const path = `/api/marketplace/jobs/${job.id}`;
      expect((await world.as(1)<JobBody>('GET', path)).status).toBe(200);
    }
    const after = await plans(statement);
    expect(after.custom).toBe(0);
    expect(after.generic - before.generic).toBeGreaterThanOrEqual(TIMES);
  });
});
