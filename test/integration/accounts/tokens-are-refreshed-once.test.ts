import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { CredentialsRejectedError } from '../../../src/accounts/credentials.ts';
import type { Credentials, FreshCredentials } from '../../../src/accounts/credentials.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { waitFor } from '../../support/wait-for.ts';
import { insertAccount, startInstance, storeCredentials } from './support/instance.ts';
import type { Instance } from './support/instance.ts';

const TENANT = tenantRef(1);
const HOUR_MS = 3_600_000;
const signal = new AbortController().signal;
const inAnHour = (): Date => new Date(Date.now() + HOUR_MS);
const inAMoment = (): Date => new Date(Date.now() + 10);

/** A marketplace that rotates: each refresh token works once, as Etsy's do. */
class RotatingMarketplace {
  readonly calls: string[] = [];
  private current = 'refresh-0';
  /** Holds answers back until it is opened. */
  gate: Promise<void> = Promise.resolve();

  readonly refresh = async (credentials: Credentials): Promise<FreshCredentials> => {
    this.calls.push(credentials.refreshToken);
    await this.gate;
    if (credentials.refreshToken !== this.current) throw new CredentialsRejectedError('invalid_grant');
    const turn = this.calls.length;
    this.current = `refresh-${turn}`;
    return { accessToken: `access-${turn}`, refreshToken: this.current, expiresInSeconds: 3600 };
  };
}

describe('access tokens of an account', () => {
  let database: TestDatabase;
  let first: Instance;
  let second: Instance;

  beforeAll(async () => {
    database = await createTestDatabase();
    first = startInstance(database.url);
    second = startInstance(database.url);
  });
  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
    await database.drop();
  });

  it('are used as they are while they are good', async () => {
    const marketplace = new RotatingMarketplace();
    const id = await insertAccount(first, TENANT, {
      refreshToken: 'refresh-0',
      accessToken: 'good',
      accessTokenExpiresAt: inAnHour(),
    });
    expect(await first.tokens.accessToken(TENANT, id, marketplace.refresh, { signal })).toBe('good');
    expect(marketplace.calls).toEqual([]);
  });

  it('are refreshed by exactly one of many callers of two instances, and all get the new one', async () => {
    const marketplace = new RotatingMarketplace();
    const id = await insertAccount(first, TENANT, {
      refreshToken: 'refresh-0',
      accessToken: 'old',
      accessTokenExpiresAt: inAMoment(),
    });
    const callers = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? first : second));
    const tokens = await Promise.all(
      callers.map(({ tokens: mine }) =>
        mine.accessToken(TENANT, id, marketplace.refresh, { signal, staleToken: 'old' }),
      ),
    );
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    expect(marketplace.calls).toEqual(['refresh-0']);
  });

  it('are stored with the rotated refresh token before anybody gets them', async () => {
    const marketplace = new RotatingMarketplace();
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const token = await first.tokens.accessToken(TENANT, id, marketplace.refresh, { signal });
    const stored = await second.store.read(TENANT, id);
    expect(stored.credentials).toMatchObject({ accessToken: token, refreshToken: 'refresh-1' });
    const [row] = await first.db.query<Record<string, unknown>>(
      `select credentials, refresh_owner, refresh_until from ${TENANT.schema}.marketplace_accounts where id = $1`,
      [id],
    );
    expect(row).toMatchObject({ refresh_owner: null, refresh_until: null });
    expect(row?.['credentials']).not.toContain('refresh-1');
  });

  it('are not given out again after the marketplace refused them', async () => {
    const marketplace = new RotatingMarketplace();
    const id = await insertAccount(first, TENANT, {
      refreshToken: 'refresh-0',
      accessToken: 'revoked',
      accessTokenExpiresAt: inAnHour(),
    });
    const request = { signal, staleToken: 'revoked' };
    expect(await first.tokens.accessToken(TENANT, id, marketplace.refresh, request)).toBe('access-1');
    expect(await second.tokens.accessToken(TENANT, id, marketplace.refresh, request)).toBe('access-1');
    expect(marketplace.calls).toHaveLength(1);
  });

  it('are refreshed by another instance when the one that began has died', async () => {
    const marketplace = new RotatingMarketplace();
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const held = await first.store.read(TENANT, id);
    const lease = await first.store.takeLease(TENANT, id, held.sealed ?? '', crypto.randomUUID(), 400);
    expect(lease).toBe(true);
    const token = await second.tokens.accessToken(TENANT, id, marketplace.refresh, { signal });
    expect(token).toBe('access-1');
    expect(marketplace.calls).toEqual(['refresh-0']);
  });

  it('do no harm where the refresh fails of a caller that was broken off before', async () => {
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const broken = new AbortController();
    const failed = Promise.withResolvers<void>();
    const refresh = async (): Promise<FreshCredentials> => {
      failed.resolve();
      throw new Error('no network');
    };
    const blocker = new Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query(`begin; lock table ${TENANT.schema}.marketplace_accounts in access exclusive mode`);
    const caller = first.tokens.accessToken(TENANT, id, refresh, { signal: broken.signal });
    const heldUp = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    await waitFor(async () => (await blocker.query(heldUp)).rows.length > 0, {
      what: 'the read to be held up',
    });
    broken.abort();
    await blocker.query('commit');
    await blocker.end();
    await expect(caller).rejects.toThrow();
    await failed.promise;
    await waitFor(async () => (await first.store.read(TENANT, id)).sealed !== null, { what: 'a read' });
    // Node.js tells of rejections that nobody took once the turn is over.
    await delay(50);
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('wait for the lease of another instance and never refresh beside it', async () => {
    const marketplace = new RotatingMarketplace();
    const gate = Promise.withResolvers<void>();
    marketplace.gate = gate.promise;
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const holder = first.tokens.accessToken(TENANT, id, marketplace.refresh, { signal });
    await untilCalled(marketplace);
    const waiter = second.tokens.accessToken(TENANT, id, marketplace.refresh, { signal });
    const bystander = await Promise.race([
      waiter,
      new Promise((resolve) => setTimeout(resolve, 300, 'waits')),
    ]);
    expect(bystander).toBe('waits');
    gate.resolve();
    expect(await Promise.all([holder, waiter])).toEqual(['access-1', 'access-1']);
    expect(marketplace.calls).toHaveLength(1);
  });

  it('of a seller who reconnects meanwhile win over the refresh that was under way', async () => {
    const marketplace = new RotatingMarketplace();
    const gate = Promise.withResolvers<void>();
    marketplace.gate = gate.promise;
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const caller = first.tokens.accessToken(TENANT, id, marketplace.refresh, { signal });
    await untilCalled(marketplace);
    await storeCredentials(second, TENANT, id, {
      refreshToken: 'reconnected',
      accessToken: 'reconnected-access',
      accessTokenExpiresAt: inAnHour(),
    });
    gate.resolve();
    expect(await caller).toBe('reconnected-access');
    expect((await second.store.read(TENANT, id)).credentials?.refreshToken).toBe('reconnected');
  });

  it('leave the lease free when the marketplace could not be reached', async () => {
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const unreachable = (): Promise<FreshCredentials> => Promise.reject(new Error('connection reset'));
    await expect(first.tokens.accessToken(TENANT, id, unreachable, { signal })).rejects.toThrow(
      'connection reset',
    );
    const marketplace = new RotatingMarketplace();
    expect(await second.tokens.accessToken(TENANT, id, marketplace.refresh, { signal })).toBe('access-1');
  });

  it('let a caller go who no longer waits, and finish for the others', async () => {
    const marketplace = new RotatingMarketplace();
    const gate = Promise.withResolvers<void>();
    marketplace.gate = gate.promise;
    const id = await insertAccount(first, TENANT, { refreshToken: 'refresh-0' });
    const gone = new AbortController();
    const impatient = first.tokens.accessToken(TENANT, id, marketplace.refresh, { signal: gone.signal });
    await untilCalled(marketplace);
    const patient = first.tokens.accessToken(TENANT, id, marketplace.refresh, { signal });
    gone.abort(new Error('the step is over'));
    await expect(impatient).rejects.toThrow('the step is over');
    gate.resolve();
    expect(await patient).toBe('access-1');
    expect(marketplace.calls).toHaveLength(1);
  });
});

async function untilCalled(marketplace: RotatingMarketplace): Promise<void> {
  while (marketplace.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
}
