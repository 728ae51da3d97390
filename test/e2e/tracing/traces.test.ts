import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, JobBody } from '../../support/api-world.ts';
import { Collector } from '../../support/collector.ts';
import type { SentSpan } from '../../support/collector.ts';
import { refusal } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';

const CALLER = { trace: 'a'.repeat(32), span: 'b'.repeat(16) };

describe('traces', () => {
  const collector = new Collector();
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `${await collector.start()}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a=b',
      OTEL_SERVICE_NAME: 'the-worker',
      TIME_SCALE: '0.1',
      ROLE: 'all',
    });
    await world.account(1);
  });
  afterAll(async () => {
    await world.close();
    collector.stop();
  });

  const named = (name: string): readonly SentSpan[] => collector.spans.filter((span) => span.name === name);
  const spans = (name: string, count: number): Promise<readonly SentSpan[]> =>
    waitFor(() => named(name).length >= count && named(name), { what: `${count} spans "${name}"` });

  it("lead from the caller's span over the request to the jobs it made and their steps", async () => {
    world.market.script('create', 'lost_but_done');
    const batch = await world.as(1)<BatchBody>(
      'POST',
      '/api/batch-jobs',
      { marketplaces: ['testmarket'], action_code: 'publish', product_ids: await world.products(1, 2) },
      { traceparent: `00-${CALLER.trace}-${CALLER.span}-01` },
    );
    const [request] = await spans('POST /api/batch-jobs', 1);
    expect(request).toMatchObject({ traceId: CALLER.trace, parentSpanId: CALLER.span });
    expect(request?.attributes).toMatchObject({
      'http.response.status_code': 201,
      'stoflow.tenant': 1,
      'stoflow.request': batch.headers.get('x-request-id'),
    });
    const jobs = await spans('job testmarket publish', 2);
    for (const job of jobs) {
      expect(job).toMatchObject({ traceId: CALLER.trace, parentSpanId: request?.spanId });
      expect(job.attributes).toMatchObject({ 'stoflow.batch': batch.body.id, 'stoflow.settlement': 'gone' });
    }
    expect(collector.headers).toMatchObject({ 'x-key': 'a=b' });
    expect(collector.resource).toMatchObject({ 'service.name': 'the-worker', 'stoflow.role': 'all' });

    for (const [name, count] of [
      ['task prepare', 2],
      ['task create', 2],
      ['look up create', 1],
      ['task save', 2],
    ] as const) {
      for (const step of await spans(name, count)) {
        const job = jobs.find(({ spanId }) => spanId === step.parentSpanId);
        expect(job?.attributes['stoflow.job']).toBe(step.attributes['stoflow.job']);
        expect(step.traceId).toBe(CALLER.trace);
        expect(step.nanoseconds).toBeGreaterThan(0n);
      }
    }
  });

  it('go on when a person retries, since the job remembers its trace', async () => {
    world.market.script('prepare', refusal());
    const job = await world.job(1);
    const path = `/api/marketplace/jobs/${job.id}`;
    const isA = (status: string) => async () =>
      (await world.as(1)<JobBody>('GET', path)).body.status === status;
    await waitFor(isA('failed'), { what: 'the job has failed' });
    await world.as(1)('POST', `${path}/retry`);
    await waitFor(isA('completed'), { what: 'the job is completed' });
    const runs = await waitFor(
      () => {
        const own = named('job testmarket publish').filter(
          ({ attributes }) => attributes['stoflow.job'] === job.id,
        );
        return own.length === 2 && own;
      },
      { what: 'both runs' },
    );
    const [request] = named('POST /api/marketplace/jobs');
    expect(runs.map(({ traceId, parentSpanId }) => [traceId, parentSpanId])).toEqual(
      Array(2).fill([request?.traceId, request?.spanId]),
    );
    const refused = named('task prepare').find(
      ({ attributes }) => attributes['stoflow.ending'] === 'refused',
    );
    expect(refused?.status).toBe(2);
  });

  it('obey a caller who does not want to be recorded', async () => {
    const traceparent = `00-${'c'.repeat(32)}-${CALLER.span}-00`;
    await world.as(1)('GET', '/api/products', undefined, { traceparent });
    await world.as(1)('GET', '/api/orders');
    await spans('GET /api/orders', 1);
    expect(named('GET /api/products')).toEqual([]);
  });

  it('say nothing of what a seller wrote', () => {
    expect(JSON.stringify(collector.spans.map(({ name, attributes }) => [name, attributes]))).not.toMatch(
      /Coat|P\d+-/,
    );
  });
});

describe('without a collector', () => {
  it('nothing is traced, and no job remembers a trace', async () => {
    const world = await ApiWorld.start();
    await world.account(1);
    const product = (await world.products(1, 1))[0];
    await world.as(1)(
      'POST',
      '/api/marketplace/jobs',
      { marketplace: 'testmarket', action_code: 'publish', product_id: product },
      { traceparent: `00-${CALLER.trace}-${CALLER.span}-01` },
    );
    expect(await world.db.query('select traceparent from user_1.marketplace_jobs')).toEqual([
      { traceparent: null },
    ]);
    await world.close();
  });
});
