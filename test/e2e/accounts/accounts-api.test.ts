import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenStore } from '../../../src/accounts/token-store.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { startCatalogueApp } from '../products/support/catalogue-app.ts';
import type { CatalogueApp } from '../products/support/catalogue-app.ts';

const ACCOUNTS = '/api/marketplace/accounts';
const SECRETS = {
  refresh_token: 'refresh-SECRET-1',
  access_token: 'access-SECRET-2',
  access_token_expires_at: '2030-01-01T00:00:00Z',
};

interface Account {
  readonly id: number;
  readonly [field: string]: unknown;
}

describe('the marketplace accounts of a tenant', () => {
  let app: CatalogueApp;
  let seller: ReturnType<CatalogueApp['as']>;
  let serial = 0;

  beforeAll(async () => {
    app = await startCatalogueApp();
    seller = app.as(1);
  });
  afterAll(() => app.close());

  const ebay = (change: Record<string, unknown> = {}): Record<string, unknown> => {
    serial += 1;
    return {
      marketplace: 'ebay',
      name: 'Main shop',
      external_id: `shop-${serial}`,
      credentials: SECRETS,
      ...change,
    };
  };
  const connect = async (change: Record<string, unknown> = {}): Promise<Account> => {
    const answer = await seller<Account>('POST', ACCOUNTS, ebay(change));
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const laneOf = async (accountId: number): Promise<unknown> => {
    const [lane] = await app.db.query(
      `select marketplace, max_running, holds, weight from public.lanes where tenant_id = 1 and account_id = $1`,
      [accountId],
    );
    return lane;
  };
  const needReauth = (id: number): Promise<unknown> =>
    app.db.query(
      `update user_1.marketplace_accounts
       set connection = 'needs_reauth', status_reason = 'invalid_grant',
           status = case when status = 'paused' then status else 'needs_reauth' end
       where id = $1`,
      [id],
    );

  it('are connected together with their lane, and never show their credentials', async () => {
    const answer = await seller<Account>('POST', ACCOUNTS, ebay({ settings: { marketplace_id: 'EBAY_FR' } }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      marketplace: 'ebay',
      name: 'Main shop',
      status: 'connected',
      connection: 'connected',
      settings: { marketplace_id: 'EBAY_FR' },
      verified_at: null,
      checklist: [],
    });
    const shown = await seller('GET', `${ACCOUNTS}/${answer.body.id}`);
    expect(shown.body).toEqual(answer.body);
    expect(JSON.stringify([answer.body, shown.body, app.logs])).not.toContain('SECRET');
    expect(await laneOf(answer.body.id)).toEqual({
      marketplace: 'ebay',
      max_running: 4,
      holds: [],
      weight: 1,
    });
  });

  it('keep their credentials encrypted, for themselves only', async () => {
    const { id } = await connect();
    const [row] = await app.db.query<{ credentials: string }>(
      `select credentials from user_1.marketplace_accounts where id = $1`,
      [id],
    );
    expect(row?.credentials).toMatch(/^v1\./);
    expect(row?.credentials).not.toContain('SECRET');
    const stored = await app.app.get(TokenStore).read(tenantRef(1), id);
    expect(stored.credentials).toEqual({
      refreshToken: 'refresh-SECRET-1',
      accessToken: 'access-SECRET-2',
      accessTokenExpiresAt: new Date('2030-01-01T00:00:00Z'),
    });
    const other = await connect();
    await app.db.query(`update user_1.marketplace_accounts set credentials = $2 where id = $1`, [
      other.id,
      row?.credentials,
    ]);
    await expect(app.app.get(TokenStore).read(tenantRef(1), other.id)).rejects.toMatchObject({
      code: 'credentials.unreadable',
    });
  });

  it('of a marketplace that is reached by the browser wait for it, and take no credentials', async () => {
    const { id } = await connect({ marketplace: 'vinted', credentials: undefined });
    expect(await laneOf(id)).toMatchObject({ max_running: 1, holds: ['plugin'] });
    const refused = await seller('POST', ACCOUNTS, ebay({ marketplace: 'vinted' }));
    expect(refused.body).toMatchObject({ status: 400, code: 'account.credentials_refused' });
    const put = await seller('PUT', `${ACCOUNTS}/${id}/credentials`, SECRETS);
    expect(put.body).toMatchObject({ status: 400, code: 'account.credentials_refused' });
  });

  it.each([
    ['an unknown marketplace', { marketplace: 'amazon' }, 'account.unknown_marketplace', 'marketplace'],
    ['missing credentials', { credentials: undefined }, 'account.credentials_required', 'credentials'],
    [
      'an empty refresh token',
      { credentials: { refresh_token: '' } },
      'request.invalid',
      'credentials.refresh_token',
    ],
    ['an empty name', { name: '  ' }, 'request.invalid', 'name'],
    ['settings that are too large', { settings: { a: 'x'.repeat(20_480) } }, 'request.invalid', 'settings'],
  ])('are refused with %s, and nothing is left behind', async (_what, change, code, field) => {
    const body = ebay(change);
    const answer = await seller('POST', ACCOUNTS, body);
    expect(answer.body).toMatchObject({ status: 400, code, fields: [expect.objectContaining({ field })] });
    const rows = await app.db.query(`select from user_1.marketplace_accounts where external_id = $1`, [
      body['external_id'],
    ]);
    expect(rows).toEqual([]);
  });

  it('are connected once, and say how a dead one comes back', async () => {
    const { id, external_id } = await connect();
    const again = await seller('POST', ACCOUNTS, ebay({ external_id }));
    expect(again.body).toMatchObject({ status: 409, code: 'account.already_connected', account_id: id });
    await needReauth(id);
    const dead = await seller<{ detail: string }>('POST', ACCOUNTS, ebay({ external_id }));
    expect(dead.body.detail).toContain(`PUT ${ACCOUNTS}/${id}/credentials`);
  });

  it('work again after they were given new credentials', async () => {
    const { id } = await connect();
    const store = app.app.get(TokenStore);
    const { sealed } = await store.read(tenantRef(1), id);
    const refresh = { sealed: sealed ?? '', owner: crypto.randomUUID() };
    expect(await store.reject(tenantRef(1), id, refresh, 'invalid_grant')).toBe(true);
    expect((await seller('GET', `${ACCOUNTS}/${id}`)).body).toMatchObject({
      status: 'needs_reauth',
      status_reason: 'invalid_grant',
    });
    expect(await laneOf(id)).toMatchObject({ holds: ['reauth'] });
    const answer = await seller('PUT', `${ACCOUNTS}/${id}/credentials`, {
      refresh_token: 'refresh-SECRET-9',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'connected', status_reason: null });
    expect(await laneOf(id)).toMatchObject({ holds: [] });
    expect((await store.read(tenantRef(1), id)).credentials).toEqual({ refreshToken: 'refresh-SECRET-9' });
  });

  it('are paused and resumed with their lane; a second time is refused', async () => {
    const { id } = await connect();
    expect((await seller('POST', `${ACCOUNTS}/${id}/pause`)).body).toMatchObject({ status: 'paused' });
    expect(await laneOf(id)).toMatchObject({ holds: ['account'] });
    expect((await seller('POST', `${ACCOUNTS}/${id}/pause`)).body).toMatchObject({
      status: 409,
      code: 'account.illegal_transition',
    });
    expect((await seller('POST', `${ACCOUNTS}/${id}/resume`)).body).toMatchObject({ status: 'connected' });
    expect(await laneOf(id)).toMatchObject({ holds: [] });
    expect((await seller('POST', `${ACCOUNTS}/${id}/resume`)).status).toBe(409);
  });

  it('that died while they were paused still need the seller when they are resumed', async () => {
    const { id } = await connect();
    await seller('POST', `${ACCOUNTS}/${id}/pause`);
    await needReauth(id);
    expect((await seller('GET', `${ACCOUNTS}/${id}`)).body).toMatchObject({ status: 'paused' });
    expect((await seller('POST', `${ACCOUNTS}/${id}/resume`)).body).toMatchObject({ status: 'needs_reauth' });
  });

  it('have settings that are merged, and removed by null', async () => {
    const { id } = await connect({ settings: { a: 1, b: { c: 2 } } });
    const changed = await seller('PATCH', `${ACCOUNTS}/${id}`, {
      name: 'Renamed',
      settings: { a: null, d: [3] },
    });
    expect(changed.body).toMatchObject({ name: 'Renamed' });
    expect(changed.body['settings']).toEqual({ b: { c: 2 }, d: [3] });
    const untouched = await seller('PATCH', `${ACCOUNTS}/${id}`, {});
    expect(untouched.body).toMatchObject({ name: 'Renamed', settings: { b: { c: 2 }, d: [3] } });
  });

  it('are listed by marketplace and status', async () => {
    const { id } = await connect({ marketplace: 'vinted', credentials: undefined });
    await seller('POST', `${ACCOUNTS}/${id}/pause`);
    const page = await seller<{ data: Account[] }>('GET', `${ACCOUNTS}?marketplace=vinted&status=paused`);
    expect(page.body.data.map((account) => account.id)).toEqual([id]);
  });

  it.each([
    ['GET', '', undefined],
    ['PATCH', '', { name: 'Stolen' }],
    ['PUT', '/credentials', { refresh_token: 'stolen' }],
    ['POST', '/pause', undefined],
    ['POST', '/resume', undefined],
  ])('of another tenant look to %s %s as if they did not exist', async (method, action, body) => {
    const { id } = await connect();
    const answer = await app.as(2)(method, `${ACCOUNTS}/${id}${action}`, body);
    expect(answer.body).toMatchObject({ status: 404, code: 'account.not_found' });
    expect(await laneOf(id)).toMatchObject({ holds: [] });
  });
});
