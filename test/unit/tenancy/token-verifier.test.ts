import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { TokenVerifier } from '../../../src/tenancy/auth/token-verifier.ts';
import { testConfig } from '../../support/test-config.ts';
import { issueTestToken } from '../../support/tokens.ts';

describe('tokens of an identity provider', () => {
  let server: Server;
  let url: string;
  let privateKey: CryptoKey;
  let answer: { status: number; body: string };

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'a', alg: 'ES256' }];
    answer = { status: 200, body: JSON.stringify({ keys }) };
    server = createServer((_, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
  });

  afterAll(() => {
    server.close();
  });

  const verifier = (): TokenVerifier => new TokenVerifier(testConfig({ JWT_JWKS_URL: url }));

  function sign(kid: string): Promise<string> {
    return new SignJWT({ tenant: 3, scope: 'tenant admin other' })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setSubject('ada')
      .setIssuer('stoflow')
      .setAudience('stoflow-api')
      .setExpirationTime('1h')
      .sign(privateKey);
  }

  it('are checked against its keys', async () => {
    expect(await verifier().verify(await sign('a'))).toEqual({
      subject: 'ada',
      tenant: { id: 3, schema: 'user_3' },
      scopes: new Set(['tenant', 'admin']),
      expiresAt: expect.any(Date),
    });
  });

  it('are refused when its keys do not know them', async () => {
    await expect(verifier().verify(await sign('b'))).rejects.toMatchObject({ code: 'auth.invalid' });
  });

  it('are refused when they are signed with our own secret instead', async () => {
    await expect(verifier().verify(await issueTestToken())).rejects.toMatchObject({ code: 'auth.invalid' });
  });

  it.each([
    [500, 'down'],
    [200, 'no json'],
    [200, '{}'],
  ])('cannot be checked while it answers %i %p', async (status, body) => {
    const good = answer;
    answer = { status, body };
    await expect(verifier().verify(await sign('a'))).rejects.toMatchObject({
      code: 'auth.keys_unavailable',
      kind: 'unavailable',
    });
    answer = good;
  });
});
