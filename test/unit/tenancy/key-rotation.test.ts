import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import { TokenVerifier } from '../../../src/tenancy/auth/token-verifier.ts';
import { testConfig } from '../../support/test-config.ts';

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function newKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } };
}

describe('an identity provider that changes its keys', () => {
  let server: Server;
  let published: readonly Key[];
  let asked = 0;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    published = [await newKey('old')];
    asked = 0;
    server = createServer((_, response) => {
      asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
    verifier = new TokenVerifier(testConfig({ JWT_JWKS_URL: url }));
  });
  afterEach(() => {
    jest.useRealTimers();
    server.close();
  });

  const token = ({ kid, privateKey }: Key): Promise<string> =>
    new SignJWT({ tenant: 3, scope: 'tenant' })
      .setProtectedHeader({ alg: 'ES256', kid })
      .setSubject('ada')
      .setIssuer('stoflow')
      .setAudience('stoflow-api')
      .setExpirationTime('1h')
      .sign(privateKey);
  /** Only what the time is: timers of sockets go on. */
  const later = (seconds: number): void => {
    jest.useFakeTimers({ doNotFake: [...NOT_THE_DATE], now: Date.now() + seconds * 1000 });
  };

  it('is asked again for a key that is new, and what it has taken back is refused', async () => {
    const [old] = published as readonly [Key];
    const next = await newKey('next');
    await verifier.verify(await token(old));
    published = [next];
    later(31);
    await expect(verifier.verify(await token(next))).resolves.toMatchObject({ subject: 'ada' });
    await expect(verifier.verify(await token(old))).rejects.toMatchObject({ code: 'auth.invalid' });
    expect(asked).toBe(2);
  });

  it('is not asked once for each of many keys that nobody ever had', async () => {
    const [old] = published as readonly [Key];
    await verifier.verify(await token(old));
    for (let index = 0; index < 20; index += 1) {
      await expect(verifier.verify(await token({ ...old, kid: `made-up-${index}` }))).rejects.toMatchObject({
        code: 'auth.invalid',
      });
    }
    expect(asked).toBe(1);
  });
});

const NOT_THE_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
