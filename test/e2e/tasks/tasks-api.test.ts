import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Caller, JobBody } from '../../support/api-world.ts';

const TASKS = '/api/marketplace/tasks';

interface TaskBody {
  readonly id: number;
  readonly step: string;
  readonly [field: string]: unknown;
}

describe('the tasks of a job', () => {
  let world: ApiWorld;
  let seller: Caller;
  let job: JobBody;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
    job = await world.job(1);
    await world.pretend(1, job.id, 'processing');
    await world.db.query(
      `insert into user_1.marketplace_tasks
         (job_id, position, task_type, step, effect, description, status, attempt, payload, result, error,
          started_at, completed_at)
       values
         ($1, 1, 'direct_http', 'upload', 'repeatable', 'Upload picture 1 of 1', 'success', 1,
          '{"url":"https://p.example/1.jpg","headers":{"Authorization":"Bearer SECRET-1"}}',
          '{"picture":"p1","access_token":"SECRET-2","credentials":{"password":"SECRET-3"}}', null,
          '2026-01-05T09:30:00Z', '2026-01-05T09:30:01Z'),
         ($1, 2, 'direct_http', 'create', 'once', 'Create the offer', 'unknown', 2, '{}', null,
          '{"code":"test.lost","message":"no answer","original":{"refreshToken":"SECRET-4"}}', now(), null),
         ($1, 3, 'db_operation', 'save', 'none', 'Save', 'pending', 0, '{}', null, null, null, null)`,
      [job.id],
    );
    await world.db.query(`update user_1.marketplace_jobs set total_tasks = 3, done_tasks = 1 where id = $1`, [
      job.id,
    ]);
  });
  afterAll(() => world.close());

  it('are listed in order, page by page', async () => {
    const first = await seller<{ data: TaskBody[]; next_cursor: string }>(
      'GET',
      `${TASKS}?job_id=${job.id}&limit=2`,
    );
    expect(first.status).toBe(200);
    expect(first.body.data.map(({ step }) => step)).toEqual(['upload', 'create']);
    const second = await seller<{ data: TaskBody[]; next_cursor: null }>(
      'GET',
      `${TASKS}?job_id=${job.id}&cursor=${first.body.next_cursor}`,
    );
    expect(second.body.data.map(({ step }) => step)).toEqual(['save']);
    expect(second.body.next_cursor).toBeNull();
  });

  it('are shown with payload, result, failure and times', async () => {
    const list = await seller<{ data: TaskBody[] }>('GET', `${TASKS}?job_id=${job.id}`);
    const answer = await seller<TaskBody>('GET', `${TASKS}/${list.body.data[0]?.id ?? 0}`);
    expect(answer.body).toMatchObject({
      job_id: job.id,
      position: 1,
      task_type: 'direct_http',
      effect: 'repeatable',
      status: 'success',
      attempt: 1,
      payload: { url: 'https://p.example/1.jpg' },
      result: { picture: 'p1' },
      error: null,
      started_at: '2026-01-05T09:30:00.000Z',
      completed_at: '2026-01-05T09:30:01.000Z',
    });
    expect(list.body.data[1]).toMatchObject({
      status: 'unknown',
      error: { code: 'test.lost', message: 'no answer' },
    });
  });

  it('never show a secret, wherever in them it lies', async () => {
    const list = await seller('GET', `${TASKS}?job_id=${job.id}`);
    const inJob = await seller('GET', `/api/marketplace/jobs/${job.id}`);
    expect(JSON.stringify([list.body, inJob.body])).not.toContain('SECRET');
  });

  it('are embedded in their job, which tells its progress and the step in hand', async () => {
    const answer = await seller<JobBody>('GET', `/api/marketplace/jobs/${job.id}`);
    expect(answer.body).toMatchObject({
      progress: { done: 1, total: 3, percent: 33, step: 'Create the offer' },
      tasks: [
        { task_type: 'direct_http', status: 'success', description: 'Upload picture 1 of 1' },
        { status: 'unknown' },
        { status: 'pending' },
      ],
    });
  });

  it('are 404 for another tenant, and 400 without a job', async () => {
    const list = await seller<{ data: TaskBody[] }>('GET', `${TASKS}?job_id=${job.id}`);
    const stranger = world.as(2);
    expect(await stranger('GET', `${TASKS}?job_id=${job.id}`)).toMatchObject({
      status: 404,
      body: { code: 'job.not_found' },
    });
    expect(await stranger('GET', `${TASKS}/${list.body.data[0]?.id ?? 0}`)).toMatchObject({
      status: 404,
      body: { code: 'task.not_found' },
    });
    expect((await seller('GET', TASKS)).status).toBe(400);
    expect((await seller('GET', `${TASKS}?job_id=x`)).status).toBe(400);
    expect((await seller('GET', `${TASKS}/x`)).status).toBe(400);
  });
});
