import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { UnsecuredJWT } from 'jose';
import { Client } from 'pg';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../../../src/tenancy/auth/current.decorators.ts';
import type { Principal } from '../../../src/tenancy/auth/principal.ts';
import { startTestApp } from '../../support/test-app.ts';
import type { TestApp } from '../../support/test-app.ts';
import { bearer } from '../../support/tokens.ts';
import type { TestTokenOptions } from '../../support/tokens.ts';

@Controller('test/whoami')
class WhoAmIController {
  @Get()
  show(@CurrentTenant() tenant: TenantRef, @CurrentPrincipal() principal: Principal): object {
    return { tenant, subject: principal.subject };
  }
}

@Module({ controllers: [WhoAmIController] })
class WhoAmIModule {}

describe('authentication', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ modules: [WhoAmIModule] });
  });

  afterAll(async () => {
    await app.close();
  });

  async function whoAmI(authorization?: string): Promise<Response> {
    return fetch(`${app.url}/test/whoami`, { headers: authorization === undefined ? {} : { authorization } });
  }

  it('tells a route whose request it is', async () => {
    const response = await whoAmI(await bearer({ tenant: 2, subject: 'ada' }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ tenant: { id: 2, schema: 'user_2' }, subject: 'ada' });
  });

  it.each([undefined, 'Basic abc', 'Bearer', 'Bearer a b'])(
    'refuses the header %p as missing',
    async (header) => {
      const response = await whoAmI(header);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.json()).toMatchObject({ code: 'auth.missing', status: 401 });
    },
  );

  it.each<[string, TestTokenOptions, string, number]>([
    ['of another secret', { secret: 'another-secret-that-is-long-enough-for-hs256' }, 'auth.invalid', 401],
    ['of another issuer', { issuer: 'somebody' }, 'auth.invalid', 401],
    ['for another audience', { audience: 'somebody' }, 'auth.invalid', 401],
    ['without an expiry', { ttlSeconds: null }, 'auth.invalid', 401],
    ['without a subject', { subject: null }, 'auth.invalid', 401],
    ['without a scope', { scope: null }, 'auth.invalid', 401],
    ['without a tenant', { tenant: null }, 'auth.invalid', 401],
    ['of a tenant in words', { tenant: '1' }, 'auth.invalid', 401],
    ['of tenant 0', { tenant: 0 }, 'auth.invalid', 401],
    ['of half a tenant', { tenant: 1.5 }, 'auth.invalid', 401],
    ['that has expired', { ttlSeconds: -60 }, 'auth.expired', 401],
    ['with an unknown scope', { scope: 'tenants' }, 'auth.scope_missing', 403],
    ['of an operator', { scope: 'admin' }, 'auth.scope_missing', 403],
    ['of a tenant nobody provisioned', { tenant: 99 }, 'tenant.schema_missing', 404],
  ])('refuses a token %s', async (_, options, code, status) => {
    const response = await whoAmI(await bearer(options));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });

  it('refuses a token that is not signed', async () => {
    const token = new UnsecuredJWT({ tenant: 1, scope: 'tenant' })
      .setSubject('x')
      .setIssuer('stoflow')
      .setAudience('stoflow-api')
      .setExpirationTime('1h')
      .encode();
    const response = await whoAmI(`Bearer ${token}`);
    expect(await response.json()).toMatchObject({ code: 'auth.invalid' });
  });

  it('refuses a tenant whose schema is gone', async () => {
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    await client.query(
      `insert into public.tenants (id, schema_name, name, schema_version) values (50, 'user_50', 'x', '1:x')`,
    );
    await client.end();
    const response = await whoAmI(await bearer({ tenant: 50 }));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'tenant.schema_missing' });
  });

  it('keeps a tenant away from its schema whose upgrade failed', async () => {
    const client = new Client({ connectionString: app.database.url });
    await client.connect();
    await client.query(`update public.tenants set schema_error = 'broken' where id = 1`);
    const response = await whoAmI(await bearer({ tenant: 1 }));
    await client.query(`update public.tenants set schema_error = null where id = 1`);
    await client.end();
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: 'tenant.not_migrated' });
  });

  it('lets nobody but operators to the operator routes', async () => {
    const response = await fetch(`${app.url}/api/admin/tenants`, {
      headers: { authorization: await bearer() },
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'auth.scope_missing' });
  });

  it('asks for no token where a route is public', async () => {
    const statuses = await Promise.all(
      ['/health/live', '/health/ready', '/docs', '/docs-json', '/asyncapi-json'].map(
        async (path) => (await fetch(app.url + path)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  });
});
