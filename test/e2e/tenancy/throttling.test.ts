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
    for (const path of ['/api/admin/tenants', '/api/admin/tenants/1', '/api/admin/tenants']) {
      expect((await get(path, 1)).status).toBe(200);
    }
    const refused = await get('/api/admin/tenants/2', 1);
    expect([refused.status, await refused.json()]).toEqual([
      429,
      expect.objectContaining({ code: 'request.rate_limited' }),
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await get('/api/admin/tenants', 2)).status).toBe(200);
  });

  it('never refuses an orchestrator', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(`${app.url}/health/live`)).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
