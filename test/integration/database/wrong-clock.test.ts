import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock } from '../../../src/common/clock.ts';
import { query } from '../../support/query.ts';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';

const HOUR_MS = 3_600_000;
/** Far less than the clock is wrong, far more than a busy machine delays anything here. */
const NEAR_MS = 60_000;

describe.each([
  ['late', -HOUR_MS],
  ['early', HOUR_MS],
])('an instance whose machine is an hour %s', (_name, offset) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ env: { CLOCK_OFFSET_MS: String(offset) } });
  });
  afterAll(() => app.close());

  const headers = async (): Promise<Record<string, string>> => ({
    // Good for a minute around now: to a clock that is wrong it has expired.
    authorization: await bearer({ ttlSeconds: 60 }),
    'content-type': 'application/json',
  });

  it('tells the time by the database', async () => {
    const [row] = await query<{ now: Date }>(app.database.url, 'select clock_timestamp() as now');
    const difference = app.app.get(Clock, { strict: false }).now().getTime() - (row?.now.getTime() ?? 0);
    expect(Math.abs(difference)).toBeLessThan(NEAR_MS);
  });

  it('takes a token that is good for a minute, and stores moments as every other instance does', async () => {
    const body = JSON.stringify({ sku: 'A1', title: 'Robe', price: '20.00', currency: 'EUR', quantity: 1 });
    const made = await fetch(`${app.url}/api/products`, { method: 'POST', headers: await headers(), body });
    expect(made.status).toBe(201);
    const [row] = await query<{ difference: number }>(
      app.database.url,
      `select extract(epoch from clock_timestamp() - created_at)::float8 * 1000 as difference from user_1.products`,
    );
    expect(Math.abs(row?.difference ?? Infinity)).toBeLessThan(NEAR_MS);
  });

  it('refuses a time to expire at that is over by the database, and takes one that is not', async () => {
    const ask = async (inMs: number): Promise<string> => {
      const response = await fetch(`${app.url}/api/batch-jobs`, {
        method: 'POST',
        headers: await headers(),
        body: JSON.stringify({
          marketplaces: ['ebay'],
          action_code: 'publish',
          product_ids: [1],
          options: { expires_at: new Date(Date.now() + inMs).toISOString() },
        }),
      });
      return response.text();
    };
    expect(await ask(-NEAR_MS)).toContain('expires_at must be later');
    expect(await ask(HOUR_MS / 2)).not.toContain('expires_at must be later');
  });
});
