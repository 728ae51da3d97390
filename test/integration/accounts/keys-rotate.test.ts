import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRotation } from '../../../src/accounts/key-rotation.ts';
import { UNKNOWN_FORM } from '../../../src/accounts/key-rotation-report.ts';
import type { Credentials } from '../../../src/accounts/credentials.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { USUAL_KEY, insertAccount, startInstance, storeCredentials } from './support/instance.ts';
import type { Instance } from './support/instance.ts';

const [FIRST, SECOND] = [tenantRef(1), tenantRef(2)];
const NEW_KEY = `k2:${Buffer.alloc(32, 9).toString('base64')}`;
const LOST_KEY = `lost:${Buffer.alloc(32, 5).toString('base64')}`;
const SECRET = 'the-refresh-token';

describe('a rotation of keys', () => {
  let database: TestDatabase;
  let old: Instance;
  let fresh: Instance;

  beforeEach(async () => {
    database = await createTestDatabase();
    old = startInstance(database.url);
    fresh = startInstance(database.url, [NEW_KEY, USUAL_KEY]);
  });
  afterEach(async () => {
    await Promise.all([old.close(), fresh.close()]);
    await database.drop();
  });

  const rotation = (): KeyRotation => new KeyRotation(fresh.db, fresh.encryption, 3);
  const setSealed = (id: number, sealed: string): Promise<object[]> =>
    fresh.db.query('update user_1.marketplace_accounts set credentials = $2 where id = $1', [id, sealed]);
  const sealedOf = async (id: number): Promise<string> => {
    const [row] = await fresh.db.query<{ sealed: string }>(
      'select credentials as sealed from user_1.marketplace_accounts where id = $1',
      [id],
    );
    return row?.sealed ?? '';
  };

  it('seals everything of every tenant anew in lots, so that the old key is not needed any more', async () => {
    const credentials: Credentials[] = Array.from({ length: 7 }, (_, turn) => ({
      refreshToken: `${SECRET}-${turn}`,
    }));
    const ids: number[] = [];
    for (const one of credentials) ids.push(await insertAccount(old, FIRST, one));
    const other = await insertAccount(old, SECOND, { refreshToken: 'another' });
    await insertAccount(old, SECOND, null);
    const writes = await lastWrites(fresh);
    expect(await rotation().status()).toMatchObject({ keysInUse: { k1: 8 }, complete: false });

    expect(await rotation().rotate()).toEqual({
      sealingKey: 'k2',
      keysInUse: { k2: 8 },
      failed: [],
      complete: true,
      tenants: [
        { tenantId: 1, resealed: 7, unreadable: [], keys: { k2: 7 } },
        { tenantId: 2, resealed: 1, unreadable: [], keys: { k2: 1 } },
      ],
      untouched: 0,
    });

    const without = startInstance(database.url, [NEW_KEY]);
    for (const [place, id] of ids.entries()) {
      expect((await without.store.read(FIRST, id)).credentials).toEqual(credentials[place]);
    }
    expect((await without.store.read(SECOND, other)).credentials).toEqual({ refreshToken: 'another' });
    await without.close();
    expect(await lastWrites(fresh)).toEqual(writes);
    expect(await rotation().rotate()).toMatchObject({ complete: true, tenants: [], untouched: 2 });
  });

  it('names a key that it was not given, never a value, and goes on with the other accounts', async () => {
    const stranger = startInstance(database.url, [LOST_KEY]);
    const lost = await insertAccount(stranger, FIRST, { refreshToken: SECRET });
    await stranger.close();
    const [bad, good] = [await sealedOf(lost), await insertAccount(old, FIRST, { refreshToken: SECRET })];

    const report = await rotation().rotate();

    expect(report).toMatchObject({
      keysInUse: { lost: 1, k2: 1 },
      complete: false,
      tenants: [
        {
          tenantId: 1,
          resealed: 1,
          unreadable: [
            {
              accountId: lost,
              code: 'credentials.key_missing',
              message: 'A stored secret cannot be decrypted: its key "lost" is not among CREDENTIALS_KEYS.',
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(report)).not.toContain(SECRET);
    expect(await sealedOf(lost)).toBe(bad);
    await expect(fresh.store.read(FIRST, lost)).rejects.toMatchObject({ code: 'credentials.key_missing' });
    expect((await fresh.store.read(FIRST, good)).credentials).toEqual({ refreshToken: SECRET });
  });

  it('leaves what was altered, moved or never sealed as it is, and shows nothing of it', async () => {
    const id = await insertAccount(old, FIRST, { refreshToken: SECRET });
    const sealed = await sealedOf(id);
    const altered = await insertAccount(old, FIRST, null);
    await setSealed(altered, `${sealed.slice(0, -2)}AA`);
    const moved = await insertAccount(old, FIRST, null);
    await setSealed(moved, sealed);
    const plain = await insertAccount(old, FIRST, null);
    await setSealed(plain, `plain.${SECRET}.text`);

    const report = await rotation().rotate();

    expect(report.keysInUse).toEqual({ k1: 2, k2: 1, [UNKNOWN_FORM]: 1 });
    expect(report.tenants[0]?.unreadable).toEqual(
      [altered, moved, plain].map((accountId) => ({
        accountId,
        code: 'credentials.unreadable',
        message: expect.stringMatching(/^A stored secret cannot be decrypted: (it was altered|its form)/),
      })),
    );
    expect(JSON.stringify(report)).not.toContain(SECRET);
  });

  it('goes on behind a tenant that fails, and names it', async () => {
    const id = await insertAccount(old, SECOND, { refreshToken: SECRET });
    await fresh.db.query('drop table user_1.marketplace_accounts cascade');

    const report = await rotation().rotate();

    expect(report).toMatchObject({
      failed: [{ tenantId: 1, error: expect.stringContaining('does not exist') }],
      tenants: [{ tenantId: 2, resealed: 1 }],
      complete: false,
    });
    expect((await fresh.store.read(SECOND, id)).sealed).toMatch(/^v1\.k2\./);
  });

  it('goes on where an earlier one was ended', async () => {
    const ids: number[] = [];
    for (let turn = 0; turn < 5; turn += 1)
      ids.push(await insertAccount(old, FIRST, { refreshToken: SECRET }));
    await storeCredentials(fresh, FIRST, ids[1] ?? 0, { refreshToken: SECRET });
    expect(await rotation().rotate()).toMatchObject({ tenants: [{ resealed: 4 }], complete: true });
  });
});

/** An account that is sealed anew has not changed for anybody. */
function lastWrites(instance: Instance): Promise<object[]> {
  return instance.db.query('select id, updated_at from user_1.marketplace_accounts order by id');
}
