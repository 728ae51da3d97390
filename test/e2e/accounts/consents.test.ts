import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsentWorld } from './support/consent-world.ts';
import type { Begun } from './support/consent-world.ts';

const CONSENTS = '/api/marketplace/accounts/consents';

interface Account {
  readonly id: number;
  readonly [field: string]: unknown;
}

describe('an account that is connected by consent', () => {
  let world: ConsentWorld;

  beforeAll(async () => {
    world = await ConsentWorld.start();
  });
  afterAll(() => world.close());

  const account = async (id: number): Promise<Account> =>
    (await world.as(1)<Account>('GET', `/api/marketplace/accounts/${id}`)).body;
  const idIn = (place: string): number => Number(/accounts\/(\d+)/.exec(place)?.[1]);

  it.each([
    ['ebay', { name: 'Main shop' }, { name: 'Main shop', settings: { marketplace_id: 'EBAY_FR' } }],
    ['etsy', {}, { name: 'anna', settings: { shop_id: expect.any(Number) } }],
  ])('works on %s at once, as whoever consented', async (marketplace, wish, expected) => {
    const place = await world.consent({ marketplace, ...wish }, 'anna');
    expect(place).toMatch(/^\/#\/accounts\/\d+\?consent=connected&check=now$/);
    const id = idIn(place);
    expect(await account(id)).toMatchObject({ marketplace, status: 'connected', ...expected });
    const verified = await world.as(1)<{ items: { code: string }[] }>(
      'POST',
      `/api/marketplace/accounts/${id}/verify`,
    );
    expect(verified.status).toBe(200);
    expect(verified.body.items.map(({ code }) => code)).not.toContain('connection');
    const lanes = await world.db.query(
      `select holds from public.lanes where tenant_id = 1 and account_id = $1`,
      [id],
    );
    expect(lanes).toEqual([{ holds: [] }]);
  });

  it('is not connected twice, and says which it is', async () => {
    const place = await world.consent({ marketplace: 'etsy' }, 'anna');
    expect(place).toMatch(/^\/#\/accounts\/\d+\?consent=account.already_connected$/);
    expect(await account(idIn(place))).toMatchObject({ marketplace: 'etsy', status: 'connected' });
  });

  it('is found although it was connected by hand under its name there', async () => {
    const { body } = await world.as(1)<Account>('POST', '/api/marketplace/accounts', {
      marketplace: 'ebay',
      name: 'By hand',
      external_id: 'Bea',
      credentials: { refresh_token: 'pasted' },
    });
    expect(await world.consent({ marketplace: 'ebay' }, 'bea')).toBe(
      `/#/accounts/${body.id}?consent=account.already_connected`,
    );
    expect(await world.consent({ marketplace: 'ebay', account_id: body.id }, 'bea')).toBe(
      `/#/accounts/${body.id}?consent=reconnected&check=now`,
    );
    expect(await world.consent({ marketplace: 'ebay', account_id: body.id }, 'anna')).toBe(
      `/#/accounts/${body.id}?consent=consent.other_account`,
    );
  });

  it('goes on where the marketplace had ended its connection, also when nobody says which it is', async () => {
    const id = idIn(await world.consent({ marketplace: 'etsy' }, 'bea'));
    for (const wish of [{ marketplace: 'etsy', account_id: id }, { marketplace: 'etsy' }]) {
      await world.control('etsy', 'POST', 'accounts/bea/revoke');
      await world.db.query(
        `update user_1.marketplace_accounts
         set connection = 'needs_reauth', status = 'needs_reauth', status_reason = 'invalid_grant' where id = $1`,
        [id],
      );
      await world.db.query(
        `update public.lanes set holds = '{reauth}' where tenant_id = 1 and account_id = $1`,
        [id],
      );
      expect(await world.consent(wish, 'bea')).toBe(`/#/accounts/${id}?consent=reconnected&check=now`);
      expect(await account(id)).toMatchObject({ status: 'connected', status_reason: null });
      expect(
        await world.db.query(`select holds from public.lanes where tenant_id = 1 and account_id = $1`, [id]),
      ).toEqual([{ holds: [] }]);
    }
  });

  it('is connected once however often the answer arrives, also at the same moment', async () => {
    await world.control('etsy', 'POST', 'accounts', { name: 'carla' });
    const begun = await world.begin({ marketplace: 'etsy' });
    const back = await world.choose(begun, 'carla');
    const places = await Promise.all([1, 2, 3].map(() => world.comeBack(back, begun.cookie)));
    const connected = places.filter((place) => place.includes('consent=connected'));
    expect(connected.length).toBeGreaterThan(0);
    for (const place of places) expect(place).toMatch(/consent=(connected|consent\.(used|expired))/);
    const again = await world.comeBack(back, begun.cookie);
    expect(again).toBe(connected[0]);
    expect(await world.db.query(`select from user_1.marketplace_accounts where name = 'carla'`)).toHaveLength(
      1,
    );
  });

  it.each(['ebay', 'etsy'])('is none where the seller of %s declines', async (marketplace) => {
    expect(await world.consent({ marketplace }, 'deny')).toBe('/#/accounts?consent=consent.denied');
  });

  it('is none where the marketplace fails, and neither is the answer of any use then', async () => {
    await world.control('etsy', 'POST', 'accounts', { name: 'dora' });
    await world.control('etsy', 'PUT', 'faults', {
      script: [{ operation: 'token', fault: 'error_before', times: 1 }],
    });
    const begun = await world.begin({ marketplace: 'etsy' });
    const back = await world.choose(begun, 'dora');
    const expected = '/#/accounts?consent=consent.marketplace_unavailable';
    expect(await world.comeBack(back, begun.cookie)).toBe(expected);
    await world.control('etsy', 'DELETE', 'faults');
    expect(await world.comeBack(back, begun.cookie)).toBe(expected);
    expect(await world.consent({ marketplace: 'etsy' }, 'dora')).toContain('consent=connected');
  });

  describe('is none where the answer', () => {
    let begun: Begun;
    let back: string;

    beforeAll(async () => {
      begun = await world.begin({ marketplace: 'ebay' });
      back = await world.choose(begun, 'anna');
    });
    const changed = (name: string, change: (value: string) => string): string => {
      const url = new URL(back);
      url.searchParams.set(name, change(url.searchParams.get(name) ?? ''));
      return url.href;
    };

    it.each([
      ['has a state that nobody made', (): string => changed('state', () => 'made-up')],
      ['has a state that was altered', (): string => changed('state', (state) => `${state.slice(0, -1)}~`)],
      [
        'has the secret of another',
        (): string => changed('state', (state) => state.slice(0, -43) + 'A'.repeat(43)),
      ],
      ['names another tenant', (): string => changed('state', (state) => state.replace('sfc_1_', 'sfc_2_'))],
      [
        'names a tenant that there is not',
        (): string => changed('state', (state) => state.replace('sfc_1_', 'sfc_999_')),
      ],
      ['comes from another marketplace', (): string => back.replace('/oauth/ebay/', '/oauth/etsy/')],
      [
        'comes from a marketplace that there is not',
        (): string => back.replace('/oauth/ebay/', '/oauth/mars/'),
      ],
      ['has neither a code nor an error', (): string => changed('code', () => '')],
    ])('%s', async (_what, location) => {
      expect(await world.comeBack(location(), begun.cookie)).toBe('/#/accounts?consent=consent.unknown');
    });

    it('arrives in another browser, which leaves it good for the right one', async () => {
      for (const cookie of ['', `${begun.cookie.split('=')[0]}=guessed`]) {
        expect(await world.comeBack(back, cookie)).toBe('/#/accounts?consent=consent.other_browser');
      }
      expect(await world.comeBack(back, begun.cookie)).toContain('consent=account.already_connected');
    });

    it('takes more than ten minutes', async () => {
      const late = await world.begin({ marketplace: 'ebay' });
      expect(Date.parse(late.expires_at) - Date.now()).toBeGreaterThan(590_000);
      const location = await world.choose(late, 'anna');
      await world.db.query(`update user_1.account_consents set expires_at = now() where id = $1`, [late.id]);
      expect(await world.comeBack(location, late.cookie)).toBe('/#/accounts?consent=consent.expired');
    });
  });

  it.each([
    [
      'for an account of another marketplace',
      { marketplace: 'etsy', account_id: 1 },
      422,
      'account.wrong_marketplace',
    ],
    ['for an account that there is not', { marketplace: 'etsy', account_id: 999 }, 404, 'account.not_found'],
    ['at a marketplace that there is not', { marketplace: 'mars' }, 400, 'account.unknown_marketplace'],
    ['where the browser acts', { marketplace: 'vinted' }, 422, 'consent.not_offered'],
    [
      'with a field that there is not',
      { marketplace: 'etsy', redirect_uri: 'https://evil.example' },
      400,
      'request.invalid',
    ],
  ])('is not begun %s', async (_what, body, status, code) => {
    const { body: ebay } = await world.as(1)<{ data: Account[] }>(
      'GET',
      '/api/marketplace/accounts?marketplace=ebay&limit=1',
    );
    const wish =
      'account_id' in body && body.account_id === 1 ? { ...body, account_id: ebay.data[0]?.id } : body;
    expect(await world.as(1)('POST', CONSENTS, wish)).toMatchObject({ status, body: { code } });
  });

  it('is another tenant’s nowhere', async () => {
    const { body } = await world.as(1)<{ data: Account[] }>('GET', '/api/marketplace/accounts');
    const [first] = body.data;
    expect(
      await world.as(2)('POST', CONSENTS, { marketplace: first?.['marketplace'], account_id: first?.id }),
    ).toMatchObject({ status: 404 });
  });

  it('sets a cookie that scripts do not see, and that no cache keeps', async () => {
    const { headers } = await world.as(1)('POST', CONSENTS, { marketplace: 'etsy' });
    expect(headers.get('set-cookie')).toMatch(
      /^stoflow_consent_1_\d+=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/,
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is announced by the catalogue', async () => {
    const { body } = await world.as(1)<{ marketplace: string; by_consent: boolean }[]>(
      'GET',
      '/api/marketplace/action-types',
    );
    const offered = new Map(body.map((row) => [row.marketplace, row.by_consent]));
    expect([offered.get('ebay'), offered.get('etsy'), offered.get('vinted')]).toEqual([true, true, false]);
  });

  it('leaves no secret in the log, the rows or the answers', async () => {
    const begun = await world.begin({ marketplace: 'ebay' });
    const back = new URL(await world.choose(begun, 'bea'));
    const place = await world.comeBack(back.href, begun.cookie);
    const secrets = [
      back.searchParams.get('code') ?? '',
      back.searchParams.get('state') ?? '',
      begun.cookie.split('=')[1] ?? '',
    ];
    const rows = await world.db.query(`select to_jsonb(t) as row from user_1.account_consents t`);
    const told = [JSON.stringify(rows), place, ...world.api.logs].join('\n');
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20);
      expect(told).not.toContain(secret);
    }
    const verifiers = await world.db.query<{ verifier: string | null }>(
      `select verifier from user_1.account_consents where outcome is null and verifier is not null`,
    );
    for (const { verifier } of verifiers) expect(verifier).toMatch(/^v1\./);
  });
});

describe('where the program is reached under an address of its own', () => {
  let world: ConsentWorld;

  beforeAll(async () => {
    world = await ConsentWorld.start({ PUBLIC_URL: 'https://stoflow.example/shop/', EBAY_RUNAME: '' });
  });
  afterAll(() => world.close());

  it('marketplaces send back to it, and the cookie travels encrypted only', async () => {
    const { headers, body } = await world.as(1)<Begun>('POST', CONSENTS, { marketplace: 'etsy' });
    expect(new URL(body.authorization_url).searchParams.get('redirect_uri')).toBe(
      'https://stoflow.example/shop/oauth/etsy/callback',
    );
    expect(headers.get('set-cookie')).toContain('; Secure;');
  });

  it('a marketplace with which it is not registered cannot be asked, and the setting is named', async () => {
    expect(await world.as(1)('POST', CONSENTS, { marketplace: 'ebay' })).toMatchObject({
      status: 422,
      body: { code: 'consent.not_configured', missing: ['EBAY_RUNAME'] },
    });
  });
});
