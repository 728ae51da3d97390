import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CredentialsRejectedError } from '../../../src/accounts/credentials.ts';
import type { FreshCredentials } from '../../../src/accounts/credentials.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { insertAccount, startInstance } from './support/instance.ts';
import type { Instance } from './support/instance.ts';

const TENANT = tenantRef(1);
const signal = new AbortController().signal;

describe('an account whose refresh is refused for good', () => {
  let database: TestDatabase;
  let instance: Instance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = startInstance(database.url);
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });

  const stateOf = async (id: number): Promise<unknown> => {
    const [account] = await instance.db.query(
      `select status, connection, status_reason, refresh_until from ${TENANT.schema}.marketplace_accounts
       where id = $1`,
      [id],
    );
    const [lane] = await instance.db.query(
      `select holds, ready_at from public.lanes where tenant_id = $1 and account_id = $2`,
      [TENANT.id, id],
    );
    return { ...account, ...lane };
  };

  it('needs to be connected again, holds its lane, and is not asked for a second time', async () => {
    const id = await insertAccount(instance, TENANT, { refreshToken: 'dead' });
    let calls = 0;
    const refuse = (): Promise<FreshCredentials> => {
      calls += 1;
      return Promise.reject(new CredentialsRejectedError('invalid_grant'));
    };
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(instance.tokens.accessToken(TENANT, id, refuse, { signal })).rejects.toMatchObject({
        code: 'account.needs_reauth',
        reason: 'invalid_grant',
      });
    }
    expect(calls).toBe(1);
    expect(await stateOf(id)).toEqual({
      status: 'needs_reauth',
      connection: 'needs_reauth',
      status_reason: 'invalid_grant',
      refresh_until: null,
      holds: ['reauth'],
      ready_at: null,
    });
  });

  it('stays as it is when other credentials were stored before the refusal arrived', async () => {
    const id = await insertAccount(instance, TENANT, { refreshToken: 'first' });
    const before = await instance.store.read(TENANT, id);
    const refresh = { sealed: before.sealed ?? '', owner: crypto.randomUUID() };
    expect(await instance.store.replace(TENANT, id, refresh, { refreshToken: 'second' })).toBe(true);
    expect(await instance.store.reject(TENANT, id, refresh, 'invalid_grant')).toBe(false);
    expect(await stateOf(id)).toMatchObject({ status: 'connected', holds: [] });
  });

  it('is refused at once when it never had credentials', async () => {
    const id = await insertAccount(instance, TENANT, null);
    const never = (): Promise<FreshCredentials> => Promise.reject(new Error('must not be called'));
    await expect(instance.tokens.accessToken(TENANT, id, never, { signal })).rejects.toThrow(
      CredentialsRejectedError,
    );
  });
});
