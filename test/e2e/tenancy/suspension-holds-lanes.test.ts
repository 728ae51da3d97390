import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';

describe('suspending a tenant', () => {
  let app: TestApp;
  let client: Client;

  beforeAll(async () => {
    app = await startTestApp();
    client = new Client({ connectionString: app.database.url });
    await client.connect();
    await client.query(
      `insert into public.lanes (tenant_id, account_id, marketplace, max_running, holds)
       values (1, 1, 'ebay', 1, '{}'), (1, 2, 'ebay', 1, '{account}'), (2, 1, 'ebay', 1, '{}')`,
    );
  });

  afterAll(async () => {
    await client.end();
    await app.close();
  });

  async function post(path: string): Promise<number> {
    const headers = { authorization: await bearer({ scope: 'admin', tenant: null }) };
    return (await fetch(`${app.url}/api/admin/tenants${path}`, { method: 'POST', headers })).status;
  }

  async function holds(): Promise<unknown[]> {
    const { rows } = await client.query<{ holds: string[] }>(
      'select holds from public.lanes order by tenant_id, account_id',
    );
    return rows.map((row) => row.holds);
  }

  it('holds its lanes and no others, once', async () => {
    expect(await post('/1/suspend')).toBe(200);
    expect(await post('/1/suspend')).toBe(200);
    expect(await holds()).toEqual([['tenant'], ['account', 'tenant'], []]);
  });

  it('leaves every other reason in place when it resumes', async () => {
    expect(await post('/1/resume')).toBe(200);
    expect(await holds()).toEqual([[], ['account'], []]);
  });

  it('changes nothing for a tenant that does not exist', async () => {
    expect(await post('/99/suspend')).toBe(404);
    expect(await holds()).toEqual([[], ['account'], []]);
  });
});
