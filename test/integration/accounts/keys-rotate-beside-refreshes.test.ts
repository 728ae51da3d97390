import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CredentialsRejectedError } from '../../../src/accounts/credentials.ts';
import type { Credentials, FreshCredentials } from '../../../src/accounts/credentials.ts';
import { KeyRotation } from '../../../src/accounts/key-rotation.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { USUAL_KEY, insertAccount, startInstance } from './support/instance.ts';
import type { Instance } from './support/instance.ts';

const TENANT = tenantRef(1);
const NEW_KEY = `k2:${Buffer.alloc(32, 9).toString('base64')}`;
const ROUNDS = 12;
const signal = new AbortController().signal;

/** A marketplace whose refresh tokens work once each. One that comes a second time ends the connection, as on Etsy. */
class OneTimeTokens {
  valid = 'refresh-0';
  calls = 0;
  /** Happens while the marketplace is awaited. */
  meanwhile: () => Promise<unknown> = () => Promise.resolve();

  readonly refresh = async (credentials: Credentials): Promise<FreshCredentials> => {
    this.calls += 1;
    const turn = this.calls;
    await this.meanwhile();
    if (credentials.refreshToken !== this.valid) throw new CredentialsRejectedError('invalid_grant');
    this.valid = `refresh-${turn}`;
    return { accessToken: `access-${turn}`, refreshToken: this.valid, expiresInSeconds: 3600 };
  };
}

describe('a rotation of keys beside refreshes of tokens', () => {
  let database: TestDatabase;
  let before: Instance;
  let after: Instance;
  let rotation: KeyRotation;

  beforeAll(async () => {
    database = await createTestDatabase();
    // Servers in the middle of a change: one still seals with the old key, one with the new one; both open both.
    before = startInstance(database.url, [USUAL_KEY, NEW_KEY]);
    after = startInstance(database.url, [NEW_KEY, USUAL_KEY]);
    rotation = new KeyRotation(after.db, after.encryption, 3);
  });
  afterAll(async () => {
    await Promise.all([before.close(), after.close()]);
    await database.drop();
  });

  it('keeps the pair that a marketplace gave out while its account was sealed anew', async () => {
    const marketplace = new OneTimeTokens();
    marketplace.meanwhile = async () => expect((await rotation.rotate()).complete).toBe(true);
    const id = await insertAccount(before, TENANT, { refreshToken: 'refresh-0' });
    expect(await before.tokens.accessToken(TENANT, id, marketplace.refresh, { signal })).toBe('access-1');
    expect(await after.store.read(TENANT, id)).toMatchObject({
      connection: 'connected',
      credentials: { accessToken: 'access-1', refreshToken: 'refresh-1' },
    });
    expect(marketplace.calls).toBe(1);
  });

  it('still records a refusal that arrives after its account was sealed anew', async () => {
    const marketplace = new OneTimeTokens();
    marketplace.meanwhile = () => rotation.rotate();
    const id = await insertAccount(before, TENANT, { refreshToken: 'dead' });
    await expect(
      before.tokens.accessToken(TENANT, id, marketplace.refresh, { signal }),
    ).rejects.toMatchObject({ code: 'account.needs_reauth' });
    expect(marketplace.calls).toBe(1);
  });

  it('loses no token, however often both happen to the same accounts', async () => {
    const marketplaces = await Promise.all(
      Array.from({ length: 8 }, async () => ({
        marketplace: new OneTimeTokens(),
        id: await insertAccount(before, TENANT, { refreshToken: 'refresh-0' }),
      })),
    );
    let rotations = 0;
    for (const { marketplace } of marketplaces) {
      // Every refresh lasts until a rotation has begun and ended.
      marketplace.meanwhile = () => {
        const enough = rotations + 2;
        return waitFor(() => rotations >= enough, { what: 'a whole rotation' });
      };
    }
    const seller = async ({ marketplace, id }: (typeof marketplaces)[number]): Promise<void> => {
      let staleToken = '';
      for (let round = 0; round < ROUNDS; round += 1) {
        const { tokens } = round % 2 === 0 ? before : after;
        staleToken = await tokens.accessToken(TENANT, id, marketplace.refresh, { signal, staleToken });
      }
    };
    let over = false;
    const rotate = async (): Promise<number> => {
      let resealed = 0;
      for (; !over; rotations += 1) {
        const { tenants } = await rotation.rotate();
        resealed += tenants.reduce((sum, tenant) => sum + tenant.resealed, 0);
      }
      return resealed;
    };
    const rotating = rotate();
    await Promise.all(marketplaces.map(seller)).finally(() => (over = true));
    // Sealed with the old key: what an account began with, and every second refresh.
    expect(await rotating).toBe(marketplaces.length * (1 + ROUNDS / 2));

    expect(await rotation.rotate()).toMatchObject({ complete: true, failed: [] });
    for (const { marketplace, id } of marketplaces) {
      expect(marketplace.calls).toBe(ROUNDS);
      expect((await after.store.read(TENANT, id)).credentials?.refreshToken).toBe(marketplace.valid);
    }
    expect(before.db.deadlocks + after.db.deadlocks).toBe(0);
  });
});
