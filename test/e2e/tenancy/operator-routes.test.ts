import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { Client } from 'pg';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';

@Controller('test/ping')
class PingController {
  @Get()
  ping(): object {
    return {};
  }
}

@Module({ controllers: [PingController] })
class PingModule {}

interface TenantJson {
  readonly id: number;
  readonly name: string;
  readonly status: string;
}

describe('the operator’s routes for tenants', () => {
  let app: TestApp;
  let admin: string;

  beforeAll(async () => {
    app = await startTestApp({ modules: [PingModule] });
    admin = await bearer({ scope: 'admin', tenant: null });
  });

  afterAll(async () => {
    await app.close();
  });

  async function call(method: string, path: string, body?: object): Promise<Response> {
    const headers = { authorization: admin, 'content-type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return fetch(`${app.url}/api/admin/tenants${path}`, init);
  }

  async function ping(tenant: number): Promise<number> {
    const response = await fetch(`${app.url}/test/ping`, {
      headers: { authorization: await bearer({ tenant }) },
    });
    return response.status;
  }

  it('provision a tenant that can work at once, even if its token came too early', async () => {
    expect(await ping(3)).toBe(404);
    const response = await call('POST', '', { name: 'Third', tier: 'gold', weight: 2.5 });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      id: 3,
      schema_name: 'user_3',
      name: 'Third',
      status: 'active',
      tier: 'gold',
      weight: 2.5,
      schema_error: null,
    });
    expect(await ping(3)).toBe(200);
  });

  it.each([{}, { name: '' }, { name: 'x', weight: 0 }, { name: 'x', id: 7 }, { name: 'x', tier: 'Gold!' }])(
    'refuse %j as a new tenant',
    async (body) => {
      expect((await call('POST', '', body)).status).toBe(400);
    },
  );

  it('walk all tenants page by page, by cursor and by the Link header', async () => {
    const first = await call('GET', '?limit=2');
    const page = (await first.json()) as { data: TenantJson[]; next_cursor: string | null };
    expect(page.data.map(({ id }) => id)).toEqual([1, 2]);
    const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(link).toContain(`cursor=${page.next_cursor}`);
    const second = await fetch(app.url + link, { headers: { authorization: admin } });
    expect(await second.json()).toMatchObject({ data: [{ id: 3 }], next_cursor: null });
    expect(second.headers.get('link')).toBeNull();
  });

  it.each(['?limit=0', '?limit=201', '?limit=x', '?limit=1.5', '?page=2', '?cursor=a&cursor=b'])(
    'refuse the query %s',
    async (query) => {
      const response = await call('GET', query);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'request.invalid' });
    },
  );

  it.each(['x', 'WyJhIl0', 'WzEsMl0', 'WzEuNV0', 'e30', '%00'])('refuse the cursor %s', async (cursor) => {
    const response = await call('GET', `?cursor=${cursor}`);
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'request.bad_cursor' }),
    ]);
  });

  it('suspend a tenant at once and resume it', async () => {
    expect(await ping(2)).toBe(200);
    expect(await (await call('POST', '/2/suspend')).json()).toMatchObject({ id: 2, status: 'suspended' });
    const refused = await fetch(`${app.url}/test/ping`, {
      headers: { authorization: await bearer({ tenant: 2 }) },
    });
    expect([refused.status, await refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'tenant.suspended' }),
    ]);
    expect(await ping(1)).toBe(200);
    expect(await (await call('POST', '/2/resume')).json()).toMatchObject({ id: 2, status: 'active' });
    expect(await ping(2)).toBe(200);
  });

  it('notice within seconds that another instance suspended a tenant', async () => {
    expect(await ping(1)).toBe(200);
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    await client.query(`update public.tenants set status = 'suspended' where id = 1`);
    await waitFor(async () => (await ping(1)) === 403, { what: 'the suspension' });
    await client.query(`update public.tenants set status = 'active' where id = 1`);
    await client.end();
    expect(await ping(2)).toBe(200);
  });

  it('answer 404 for a tenant that does not exist', async () => {
    for (const [method, path] of [
      ['GET', '/99'],
      ['POST', '/99/suspend'],
      ['POST', '/99/resume'],
      ['GET', '/99999999999999999999'],
    ] as const) {
      const response = await call(method, path);
      expect([response.status, await response.json()]).toEqual([
        404,
        expect.objectContaining({ code: 'tenant.not_found' }),
      ]);
    }
  });
});
