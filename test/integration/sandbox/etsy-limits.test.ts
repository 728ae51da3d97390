import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, RawEtsyClient, type RawEtsyAnswer } from './raw-etsy-client.ts';

describe('the Etsy stand-in counts the calls of an application', () => {
  let etsy: EtsyStandIn;
  let anna: RawEtsyClient;
  let now = Date.UTC(2026, 5, 1);

  beforeEach(async () => {
    etsy = new EtsyStandIn({ limitPerSecond: 3, limitPerDay: 5, accessTokenSeconds: 1e6 }, () => now);
    anna = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterEach(() => etsy.stop());

  const quota = ({ headers }: RawEtsyAnswer): readonly (string | null)[] =>
    ['x-limit-per-second', 'x-remaining-this-second', 'x-limit-per-day', 'x-remaining-today'].map((name) =>
      headers.get(name),
    );
  const spend = async (seconds: readonly number[]): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (const count of seconds) {
      for (let call = 0; call < count; call += 1) statuses.push((await anna.get('users/me')).status);
      now += 1000;
    }
    return statuses;
  };

  it('tells on every answer what is left, and names the request', async () => {
    const answers = [await anna.get('users/me'), await anna.get('listings/1')];
    expect(answers.map(quota)).toEqual([
      ['3', '2', '5', '4'],
      ['3', '1', '5', '3'],
    ]);
    const ids = answers.map(({ headers }) => headers.get('x-etsy-request-uuid'));
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(new Set(ids).size).toBe(2);
  });

  it('refuses the call over the limit of a second, and takes it a second later', async () => {
    for (let call = 0; call < 3; call += 1) await anna.get('users/me');
    const over = await anna.get('users/me');
    expect([over.status, over.json, over.headers.get('retry-after'), quota(over)]).toEqual([
      429,
      { error: 'Exceeded per second rate limit' },
      '1',
      ['3', '0', '5', '2'],
    ]);
    now += 1000;
    expect((await anna.get('users/me')).status).toBe(200);
  });

  it('refuses the call over the limit of a day, until the first of them is a day old', async () => {
    expect(await spend([3, 3])).toEqual([200, 200, 200, 200, 200, 429]);
    const over = await anna.get('users/me');
    expect([over.status, over.headers.get('retry-after')]).toEqual([429, String(24 * 3600 - 2)]);
    now += (24 * 3600 - 2) * 1000;
    expect((await anna.get('users/me')).status).toBe(200);
  });

  it('shares the budget among the shops of one application, and with no other application', async () => {
    const berta = await RawEtsyClient.open(etsy.url, { name: 'berta' });
    const other = await RawEtsyClient.open(etsy.url, {
      name: 'carla',
      client_id: 'other',
      shared_secret: 'secret',
    });
    await spend([3]);
    expect(quota(await berta.get('users/me'))[3]).toBe('1');
    expect(quota(await other.get('users/me'))[3]).toBe('4');
  });

  it('refuses a missing, wrong or shortened key before anything else', async () => {
    for (const key of [undefined, anna.opened.client_id, `${anna.opened.client_id}:guess`]) {
      const answer = await anna.call('GET', 'users/me', undefined, { 'x-api-key': key });
      expect([answer.status, quota(answer)[0]]).toEqual([403, '3']);
    }
    expect(quota(await anna.get('users/me'))[3]).toBe('4');
  });

  it('follows options that are changed while it runs', async () => {
    await etsyControl(etsy.url, 'PUT', 'options', { limit_per_second: 1 });
    expect(await spend([2])).toEqual([200, 429]);
  });
});
