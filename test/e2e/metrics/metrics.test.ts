import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JOB_STATUSES, WAIT_REASONS, HOLDS } from '../../../src/domain/vocabulary.ts';
import { MetricsPort } from '../../../src/ops/metrics/metrics-port.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { JobBody } from '../../support/api-world.ts';
import { refusal, transient } from '../../support/scripted-marketplace.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';

/** What a label may say: words of the program, numbers of the HTTP protocol, and bounds of buckets. */
const WORDS: Readonly<Record<string, (value: string) => boolean>> = {
  marketplace: (value) => ['testmarket', 'secondmarket'].includes(value),
  action: (value) => ['publish', 'delete', 'update', 'sync_orders'].includes(value),
  status: (value) => isOneOf(value, JOB_STATUSES) || /^[1-5]\d\d$|^none$/.test(value),
  reason: (value) => isOneOf(value, [...WAIT_REASONS, ...HOLDS, 'handed_back']),
  state: (value) => /^[a-z]+$/.test(value),
  what: (value) => ['execute', 'look', 'commit', 'statement'].includes(value),
  outcome: (value) => /^[a-z]+$/.test(value),
  settlement: (value) => ['gone', 'ready', 'scheduled', 'parked', 'broken'].includes(value),
  closes: (value) => ['account', 'budget', 'application'].includes(value),
  le: (value) => value === '+Inf' || Number.isFinite(Number(value)),
};

describe('metrics', () => {
  let world: ApiWorld;
  let text: string;

  beforeAll(async () => {
    world = await ApiWorld.start({ ROLE: 'all', TIME_SCALE: '0.1', METRICS_PORT: '0' });
    const accounts = [await world.account(1), await world.account(1)];
    world.market.script('prepare', transient(20), 'ok', refusal());
    world.market.script('create', 'lost_but_done', 'ok', {
      ...transient(20),
      blocks: 'account',
    } as ReturnType<typeof transient>);
    for (let count = 0; count < 4; count += 1) await ended(await world.job(1, { account_id: accounts[0] }));
    await world.as(1)('POST', `/api/marketplace/accounts/${accounts[1]}/pause`);
    await world.job(1, { account_id: accounts[1] });
    text = await scrape();
  });
  afterAll(() => world.close());

  const ended = async ({ id }: JobBody): Promise<void> => {
    await waitFor(
      async () =>
        ['completed', 'failed'].includes(
          (await world.as(1)<JobBody>('GET', `/api/marketplace/jobs/${id}`)).body.status,
        ),
      { what: 'the job has ended' },
    );
  };
  const scrape = async (headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    const authorization = await bearer({ tenant: null, scope: 'admin' });
    const response = await fetch(`${world.url}/metrics`, { headers: { authorization, ...headers } });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    return response.text();
  };

  it('count what happened, by marketplace, action and how it ended', () => {
    expect(valueOf('stoflow_jobs_ended_total', { status: 'completed' })).toBe(3);
    expect(valueOf('stoflow_jobs_ended_total', { status: 'failed' })).toBe(1);
    expect(valueOf('stoflow_job_waits_total', { reason: 'backoff' })).toBe(1);
    expect(valueOf('stoflow_job_waits_total', { reason: 'rate' })).toBe(1);
    expect(valueOf('stoflow_limits_met_total', { closes: 'account' })).toBe(1);
    expect(valueOf('stoflow_step_seconds_count', { what: 'execute', outcome: 'unknown' })).toBe(1);
    expect(valueOf('stoflow_step_seconds_count', { what: 'look', outcome: 'done' })).toBe(1);
    expect(valueOf('stoflow_step_seconds_count', { outcome: 'refused' })).toBe(1);
    expect(valueOf('stoflow_run_seconds_count', { settlement: 'gone' })).toBe(4);
    expect(valueOf('stoflow_database_seconds_count', { what: 'commit' })).toBeGreaterThan(8);
  });

  it('show the queue as it stands, and what holds it', () => {
    expect(valueOf('stoflow_queue_jobs', { state: 'ready' })).toBe(1);
    expect(valueOf('stoflow_held_jobs', { reason: 'account' })).toBe(1);
    expect(valueOf('stoflow_lanes', { state: 'all' })).toBe(2);
    expect(valueOf('stoflow_queue_age_seconds', {})).toBe(0);
    expect(valueOf('stoflow_pool_connections', { state: 'open' })).toBeGreaterThan(0);
    expect(valueOf('stoflow_sweeper_corrections_total', {})).toBe(0);
    expect(valueOf('stoflow_deadlocks_total', {})).toBe(0);
  });

  it('say nothing of any tenant: every label is a word of the program', () => {
    const samples = ownSamples();
    expect(samples.length).toBeGreaterThan(100);
    for (const { name, labels } of samples) {
      for (const [label, value] of Object.entries(labels)) {
        expect({ name, label, value, known: WORDS[label]?.(value) ?? false }).toEqual({
          name,
          label,
          value,
          known: true,
        });
      }
    }
  });

  it.each(['docs/deploy/grafana-dashboard.json', 'docs/deploy/alerts.yaml', 'docs/operations.md'])(
    'have every name that %s uses',
    async (path) => {
      const used = new Set((await readFile(path, 'utf8')).match(/\b(?:stoflow|nodejs|process)_[a-z0-9_]+/g));
      expect(used.size).toBeGreaterThan(4);
      const shown = new Set(text.match(/^(?:stoflow|nodejs|process)_\w+/gm));
      const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
      );
      expect([...used].filter((name) => !shown.has(name) && !types.includes(name))).toEqual([]);
    },
  );

  it('are all in the document, in the words of the program', async () => {
    const document = await readFile('docs/metrics.md', 'utf8');
    const rows = [...document.matchAll(/^\| `(stoflow_\w+)`\s*\|\s*(\w+)\s*\|[^|]*\|\s*(.*?)\s*\|$/gm)].map(
      ([, name, type, help]) => `${name} ${type} ${help}`,
    );
    const described = [...text.matchAll(/^# HELP (stoflow_\w+) (.*)\n# TYPE \S+ (\w+)$/gm)].map(
      ([, name, help, type]) => `${name} ${type} ${help}`,
    );
    expect(rows.sort()).toEqual(described.sort());
  });

  it('are for operators, or on a port of their own', async () => {
    const seller = await fetch(`${world.url}/metrics`, {
      headers: { authorization: await bearer({ tenant: 1 }) },
    });
    expect(seller.status).toBe(403);
    expect((await fetch(`${world.url}/metrics`)).status).toBe(401);
    const port = world.get(MetricsPort).port;
    const open = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await open.text()).toContain('stoflow_jobs_running');
    expect((await fetch(`http://127.0.0.1:${port}/api/products`)).status).toBe(404);
  });

  interface Sample {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
  }

  function ownSamples(): readonly Sample[] {
    return [...text.matchAll(/^(stoflow_\w+)(?:\{(.*)\})? (\S+)$/gm)].map(
      ([, name = '', labels = '', value]) => ({
        name,
        labels: Object.fromEntries(
          [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', said = '']) => [label, said]),
        ),
        value: Number(value),
      }),
    );
  }

  /** Sums up what has these labels. */
  function valueOf(name: string, labels: Readonly<Record<string, string>>): number {
    return ownSamples()
      .filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      )
      .reduce((sum, { value }) => sum + value, 0);
  }
});

function isOneOf(value: string, words: readonly string[]): boolean {
  return words.includes(value);
}
