import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';

describe('throttling', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ env: { THROTTLE_PER_MINUTE: '3' } });
  });

  afterAll(async () => {
    await app.close();
  });

  async function get(path: string, tenant: number): Promise<Response> {
    const authorization = await bearer({ tenant, scope: 'tenant admin' });
    return fetch(app.url + path, { headers: { authorization } });
  }

  it('counts a tenant over all routes and leaves the others alone', async () => {
    const left: (string | null)[] = [];
    for (const path of ['/api/admin/tenants', '/api/admin/tenants/1', '/api/admin/tenants']) {
      const answer = await get(path, 1);
      expect([answer.status, answer.headers.get('ratelimit-policy')]).toEqual([200, '"requests";q=3;w=60']);
      left.push(answer.headers.get('ratelimit'));
    }
    expect(left.map((header) => header?.replace(/t=(60|[1-5]?\d)$/, 't=N'))).toEqual([
      '"requests";r=2;t=N',
      '"requests";r=1;t=N',
      '"requests";r=0;t=N',
    ]);
    const refused = await get('/api/admin/tenants/2', 1);
    expect([refused.status, await refused.json()]).toEqual([
      429,
      expect.objectContaining({ code: 'request.rate_limited' }),
    ]);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toBe(`"requests";r=0;t=${seconds}`);
    expect((await get('/api/admin/tenants', 2)).status).toBe(200);
  });

  it('never refuses an orchestrator', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(`${app.url}/health/live`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
