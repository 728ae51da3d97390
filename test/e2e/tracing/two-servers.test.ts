import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Collector } from '../../support/collector.ts';
import type { SentSpan } from '../../support/collector.ts';
import { MarketTown } from '../../support/market-town.ts';
import type { ServerProcess } from '../../support/server-process.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';

const CALLER = { trace: 'a'.repeat(32), span: 'b'.repeat(16) };

describe('a trace that began at one instance', () => {
  const collector = new Collector();
  let town: MarketTown;
  let front: ServerProcess;

  beforeAll(async () => {
    town = await MarketTown.build();
    const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: await collector.start() };
    front = await town.startServer({ ...telemetry, ROLE: 'api', OTEL_SERVICE_NAME: 'front' });
    await town.startServer({ ...telemetry, ROLE: 'worker', OTEL_SERVICE_NAME: 'worker' });
    await town.openShop(front, 1);
  });
  afterAll(async () => {
    await town.tearDown();
    collector.stop();
  });

  it('leads to the tasks of the job at the one that runs it', async () => {
    const response = await fetch(`${front.url}/api/marketplace/jobs`, {
      method: 'POST',
      headers: {
        authorization: await bearer({ tenant: 1 }),
        'content-type': 'application/json',
        traceparent: `00-${CALLER.trace}-${CALLER.span}-01`,
      },
      body: JSON.stringify({ marketplace: 'ebay', action_code: 'publish', product_id: 1 }),
    });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { readonly id: number };
    const job = await waitFor(() => spans('job ebay publish')[0], {
      what: 'the span of the run',
      timeoutMs: 60_000,
    });

    // Each program sends its spans when it is its time.
    const request = await waitFor(() => spans('POST /api/marketplace/jobs')[0], {
      what: 'the span of the request',
    });
    expect(request).toMatchObject({ service: 'front', parentSpanId: CALLER.span });
    expect(job).toMatchObject({ service: 'worker', parentSpanId: request.spanId });
    expect(job.attributes).toMatchObject({ 'stoflow.job': id, 'stoflow.settlement': 'gone' });
    const tasks = await town.ask<{ readonly data: readonly { readonly step: string }[] }>(
      front,
      'GET',
      `/api/marketplace/tasks?job_id=${id}`,
    );
    const steps = tasks.body.data.map(({ step }) => `task ${step}`);
    expect(steps).toContain('task publish_offer');
    const traced = collector.spans.filter(({ parentSpanId }) => parentSpanId === job.spanId);
    expect(traced.map(({ name }) => name)).toEqual(steps);
    expect(traced.every(({ service, traceId }) => service === 'worker' && traceId === CALLER.trace)).toBe(
      true,
    );
  });

  function spans(name: string): readonly SentSpan[] {
    return collector.spans.filter((span) => span.name === name && span.traceId === CALLER.trace);
  }
});
