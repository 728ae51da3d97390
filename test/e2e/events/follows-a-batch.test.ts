import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, Caller, JobBody } from '../../support/api-world.ts';
import { MessageValidators } from '../../support/message-validators.ts';
import type { MessagesDocument } from '../../support/message-validators.ts';
import { EventReader, Follower } from '../../support/event-reader.ts';
import { refusal, step, transient } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';

const PRODUCTS = 12;

describe('somebody who reads nothing but events', () => {
  let world: ApiWorld;
  let seller: Caller;
  let reader: EventReader;
  let strangers: EventReader;
  let batch: BatchBody;

  beforeAll(async () => {
    world = await ApiWorld.start({ ROLE: 'all', TIME_SCALE: '0.1' });
    seller = world.as(1);
    const account = await world.account(1);
    await world.account(2);
    const products = await world.products(1, PRODUCTS);
    // Two are refused before they begin, one for good, others wait, and answers are lost.
    world.market.preflight = (product) =>
      products.slice(0, 2).includes(product?.id ?? 0)
        ? [{ field: 'brand', code: 'test.brand', message: 'It needs a brand.' }]
        : [];
    world.market.plan = () => [step('look', 'none'), step('create', 'once'), step('save', 'repeatable')];
    world.market.script('look', transient(20), 'ok', transient());
    world.market.script('create', 'lost_but_done', 'lost_not_done', refusal());
    reader = await EventReader.open(world.url);
    strangers = await EventReader.open(world.url, { tenant: 2 });
    await reader.waitForEvent('ready');
    await strangers.waitForEvent('ready');
    // A quick program would have ended all of it before the first event.
    await seller('POST', `/api/marketplace/accounts/${account}/pause`);
    batch = await newBatch(products);
    await reader.waitForEvent('batch', ({ data }) => !isOver(data['batch']));
    await seller('POST', `/api/marketplace/accounts/${account}/resume`);
    await reader.waitForEvent('batch', ({ data }) => isOver(data['batch']));
    await waitFor(() => [...new Follower(reader.events).jobs.values()].every(({ status }) => isEnd(status)), {
      what: 'every job has ended, as far as events tell',
    });
  });
  afterAll(async () => {
    reader.close();
    strangers.close();
    await world.close();
  });

  const newBatch = async (products: readonly number[]): Promise<BatchBody> =>
    (
      await seller<BatchBody>('POST', '/api/batch-jobs', {
        marketplaces: ['testmarket'],
        action_code: 'publish',
        product_ids: products,
      })
    ).body;

  it('knows at the end what the API knows of every job and task', async () => {
    const followed = new Follower(reader.events).jobs;
    expect(followed.size).toBe(PRODUCTS);
    for (const [id, job] of followed) {
      const {
        input_data: _input,
        result_data: _result,
        ...shown
      } = (await seller<JobBody & { tasks: Record<string, unknown>[] }>('GET', `/api/marketplace/jobs/${id}`))
        .body;
      const tasks = shown.tasks.map(({ payload: _payload, result: _found, ...task }) => task);
      expect(job).toEqual({ ...shown, tasks });
    }
  });

  it('knows at the end what the API knows of the batch', async () => {
    const {
      summary: _summary,
      skipped: _skipped,
      options: _options,
      ...shown
    } = (await seller('GET', `/api/batch-jobs/${batch.id}`)).body as Record<string, unknown>;
    expect(new Follower(reader.events).batches.get(batch.id)).toEqual(shown);
    expect(shown).toMatchObject({
      status: 'partially_failed',
      progress: { total: PRODUCTS, ended: PRODUCTS },
    });
  });

  it('has seen it grow, at most four times a second', () => {
    const events = reader.named('batch');
    expect(new Set(events.map(({ data }) => statusOf(data['batch']))).size).toBeGreaterThan(1);
    const positions = events.map(({ id }) => Number(id));
    for (const [index, position] of positions.entries()) {
      const next = positions[index + 1];
      if (next !== undefined) expect(next - position).toBeGreaterThanOrEqual(240);
    }
  });

  it('is sent what the AsyncAPI document of the program describes, and nothing else', async () => {
    const served = await fetch(`${world.url}/asyncapi-json`);
    expect(served.headers.get('content-type')).toContain('application/json');
    const validators = new MessageValidators((await served.json()) as MessagesDocument);
    expect(reader.events.length).toBeGreaterThan(2);
    expect(
      validators.wrong(
        'events',
        reader.events.map(({ name, data }) => [name, data]),
      ),
    ).toEqual([]);
    // A document that lets everything pass would describe nothing.
    for (const name of validators.names('events'))
      expect(validators.wrong('events', [[name, {}]])).toHaveLength(1);
  });

  it('is told nothing of another tenant', () => {
    expect(strangers.events.map(({ name }) => name)).toEqual(['ready', 'accounts']);
    expect(strangers.text).not.toContain('Coat');
  });

  it('continues where it was: what it missed is told when it comes back', async () => {
    const before = reader.lastEventId;
    const missed = await world.job(1);
    await waitFor(
      async () => isEnd((await seller<JobBody>('GET', `/api/marketplace/jobs/${missed.id}`)).body.status),
      {
        what: 'the job has ended',
      },
    );
    const back = await EventReader.open(world.url, { lastEventId: before });
    expect((await back.waitForEvent('ready')).data).toEqual({ resumed: true });
    const told = await back.waitForEvent('job', ({ data }) => (data['job'] as JobBody).id === missed.id);
    expect((told.data['job'] as JobBody).status).toBe('completed');
    expect(back.named('reset')).toEqual([]);
    back.close();
  });

  it('hears of a batch that nobody works on', async () => {
    const empty = await newBatch([]);
    const told = await reader.waitForEvent(
      'batch',
      ({ data }) => (data['batch'] as BatchBody).id === empty.id,
    );
    expect(told.data).toMatchObject({ batch: { status: 'completed', progress: { total: 0 } }, jobs: [] });
  });

  it('hears what holds an account and all its jobs, and when it is let go', async () => {
    const account = await world.account(1);
    const reason = ({ data }: { data: Readonly<Record<string, unknown>> }): unknown =>
      (data['accounts'] as { id: number; waiting_for: { reason: string } | null }[]).find(
        ({ id }) => id === account,
      )?.waiting_for?.reason;
    await seller('POST', `/api/marketplace/accounts/${account}/pause`);
    await reader.waitForEvent('accounts', (event) => reason(event) === 'account');
    const since = reader.events.length;
    await seller('POST', `/api/marketplace/accounts/${account}/resume`);
    await waitFor(
      () =>
        reader.events.slice(since).some((event) => event.name === 'accounts' && reason(event) === undefined),
      {
        what: 'the account is let go',
      },
    );
  });
});

const statusOf = (row: unknown): unknown => (row as { status: unknown }).status;
const isOver = (row: unknown): boolean =>
  ['completed', 'partially_failed', 'failed', 'cancelled'].includes(String(statusOf(row)));
const isEnd = (status: unknown): boolean =>
  ['completed', 'failed', 'cancelled', 'expired'].includes(String(status));
