import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { EtsyTokens } from '../../../../src/handlers/etsy/etsy-tokens.ts';
import { loadEtsyEnvironment } from '../../../../src/handlers/etsy/etsy.environment.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import { createTestDatabase } from '../../../support/test-database.ts';
import type { TestDatabase } from '../../../support/test-database.ts';
import { insertAccount, startInstance } from '../../accounts/support/instance.ts';
import type { Instance } from '../../accounts/support/instance.ts';
import { EtsyBench } from './etsy-bench.ts';

const TENANT = tenantRef(1);
const signal = AbortSignal.timeout(60_000);

describe("Etsy's rotating refresh tokens", () => {
  let bench: EtsyBench;
  let database: TestDatabase;
  let instances: readonly Instance[];
  beforeAll(async () => {
    bench = await EtsyBench.start();
    database = await createTestDatabase();
    instances = [startInstance(database.url), startInstance(database.url)];
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
    await bench.stop();
  });

  /** An account with the consent of a new shop, and Etsy's tokens for it on both instances. */
  async function connected(): Promise<{ account: string; accountId: number; both: readonly EtsyTokens[] }> {
    const { opened } = await bench.seller();
    const environment = loadEtsyEnvironment({
      ETSY_API_URL: bench.proxy.url,
      ETSY_AUTH_URL: bench.proxy.url,
      ETSY_API_KEY: opened.client_id,
      ETSY_SHARED_SECRET: opened.shared_secret,
    });
    const [first] = instances;
    if (first === undefined) throw new Error('no instance');
    const accountId = await insertAccount(first, TENANT, { refreshToken: opened.refresh_token });
    const both = instances.map(
      ({ tokens }) => new EtsyTokens(tokens, new HttpTransport(), environment, new SystemClock()),
    );
    return { account: opened.account, accountId, both };
  }

  it('are used once by two instances that need a token at the same time, and the next one is stored', async () => {
    const { accountId, both } = await connected();
    const caller = { tenant: TENANT, account: { id: accountId }, signal };
    const ask = (stale?: string): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 12 }, async (_, index) => {
          const tokens = both[index % 2];
          if (tokens === undefined) throw new Error('no tokens');
          return tokens.accessToken(caller, stale);
        }),
      );
    const [first, ...others] = [...new Set(await ask())];
    expect(others).toEqual([]);
    // Only the stored successor of the first refresh token can have led here.
    const second = new Set(await ask(first));
    expect(second.size).toBe(1);
    expect(second.has(first ?? '')).toBe(false);
    expect(bench.proxy.calls.map(({ path }) => path)).toEqual(
      Array.from({ length: 2 }, () => '/v3/public/oauth/token'),
    );
  });

  it('hold the account once Etsy refuses one, and are not tried again', async () => {
    const { account, accountId, both } = await connected();
    const [tokens, other] = both;
    const caller = { tenant: TENANT, account: { id: accountId }, signal };
    await bench.control('POST', `accounts/${account}/revoke`);
    const refusal = {
      failure: { code: 'etsy.reauth_needed' },
      verdict: { options: { costsAttempt: false } },
    };
    await expect(tokens?.accessToken(caller)).rejects.toMatchObject(refusal);
    const asked = bench.proxy.calls.length;
    await expect(other?.accessToken(caller)).rejects.toMatchObject(refusal);
    expect(bench.proxy.calls).toHaveLength(asked);
  });
});
