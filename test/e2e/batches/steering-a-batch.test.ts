import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishAll, startMarketApp } from '../../support/market-app.ts';
import type { MarketApp } from '../../support/market-app.ts';
import { refusal } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a batch that waits', () => {
  let app: MarketApp;
  const path = (id: number, rest = ''): string => `/api/batch-jobs/${id}${rest}`;

  beforeAll(async () => {
    app = await startMarketApp();
  });
  afterAll(() => app.close());

  async function create(count: number): Promise<number> {
    return (await app.ask('POST', '/api/batch-jobs', publishAll(await app.products(count)))).body
      .id as number;
  }

  it('is paused with its jobs, and resumed', async () => {
    const id = await create(3);
    const paused = await app.ask('POST', path(id, '/pause'));
    expect(paused.body).toMatchObject({ paused: true, progress: { counts: { paused: 3, pending: 0 } } });
    expect((await app.ask('POST', path(id, '/pause'))).status).toBe(409);
    const resumed = await app.ask('POST', path(id, '/resume'));
    expect(resumed.body).toMatchObject({ paused: false, progress: { counts: { paused: 0, pending: 3 } } });
    expect((await app.ask('POST', path(id, '/resume'))).status).toBe(409);
  });

  it('is cancelled with its jobs, is over then, and can be retried', async () => {
    const id = await create(3);
    const cancelled = await app.ask('POST', path(id, '/cancel'));
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      cancel_requested: true,
      progress: { percent: 100, counts: { cancelled: 3 } },
    });
    expect((await app.ask('POST', path(id, '/cancel'))).body.code).toBe('batch.illegal_transition');
    const retried = await app.ask('POST', path(id, '/retry'));
    expect(retried.body).toMatchObject({
      reopened: 3,
      conflicts: [],
      batch: { cancel_requested: false, progress: { counts: { pending: 3 } } },
    });
  });

  it('is listed, filtered and paged', async () => {
    const id = await create(1);
    const list = await app.ask('GET', '/api/batch-jobs?limit=1');
    expect(list.body.data).toMatchObject([{ id }]);
    const next = await app.ask('GET', `/api/batch-jobs?limit=50&cursor=${list.body.next_cursor}`);
    expect(next.body.data.map((batch: { id: number }) => batch.id)).not.toContain(id);
    expect((await app.ask('GET', '/api/batch-jobs?status=failed&action_code=publish')).body.data).toEqual([]);
  });

  it('of another tenant does not exist, whatever is asked of it', async () => {
    const id = await create(1);
    const stranger = app.as({ tenant: 2 });
    const wishes = ['retry', 'cancel', 'pause', 'resume'].map(
      (wish) => ['POST', path(id, `/${wish}`)] as const,
    );
    for (const [method, url] of [['GET', path(id)], ['GET', path(id, '/jobs')], ...wishes] as const) {
      const answer = await stranger(method, url);
      expect({ url, status: answer.status, code: answer.body.code }).toEqual({
        url,
        status: 404,
        code: 'batch.not_found',
      });
    }
  });
});

describe('a batch that runs', () => {
  let app: MarketApp;

  beforeAll(async () => {
    app = await startMarketApp({ ROLE: 'all' });
  });
  afterAll(() => app.close());

  it('ends as partially failed, counts every end, and completes when what failed is retried', async () => {
    app.market.script('create', refusal());
    const created = await app.ask('POST', '/api/batch-jobs', publishAll(await app.products(4)));
    const id = created.body.id as number;
    const shown = async () => (await app.ask('GET', `/api/batch-jobs/${id}`)).body;
    await waitFor(async () => (await shown()).status === 'partially_failed', { what: 'the batch has ended' });
    expect(await shown()).toMatchObject({
      progress: { total: 4, ended: 4, percent: 100, counts: { completed: 3, failed: 1 } },
      summary: { errors: [{ code: 'test.no', jobs: 1 }] },
    });
    await app.ask('POST', `/api/batch-jobs/${id}/retry`);
    await waitFor(async () => (await shown()).status === 'completed', { what: 'the batch is complete' });
    expect((await shown()).progress.counts).toMatchObject({ completed: 4, failed: 0 });
  });
});
