import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { control, effectsOf, RawEbayClient } from './raw-ebay-client.ts';

describe('each kind of fault shows its own face and does what it says', () => {
  let ebay: EbayStandIn;
  let seller: RawEbayClient;
  let offerId: string;

  beforeEach(async () => {
    ebay = new EbayStandIn();
    seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
    offerId = await seller.prepare('FAULT1');
  });
  afterEach(() => ebay.stop());

  const arm = async (entry: Record<string, unknown>): Promise<void> => {
    const armed = await control(ebay.url, 'PUT', 'faults', {
      script: [{ operation: 'publishOffer', nth: 1, ...entry }],
    });
    expect(armed.status).toBe(204);
  };
  const live = async (): Promise<number> => (await effectsOf(ebay.url)).live_listings;

  it('lose_answer: done, and the connection is cut', async () => {
    await arm({ fault: 'lose_answer' });
    await expect(seller.publish(offerId)).rejects.toThrow();
    expect(await live()).toBe(1);
  });

  it('error_after: done, and answered with 500', async () => {
    await arm({ fault: 'error_after' });
    expect(await seller.publish(offerId)).toMatchObject({
      status: 500,
      json: { errors: [{ errorId: 25001 }] },
    });
    expect(await live()).toBe(1);
  });

  it('error_before: answered with 500, and not done', async () => {
    await arm({ fault: 'error_before' });
    expect(await seller.publish(offerId)).toMatchObject({
      status: 500,
      json: { errors: [{ errorId: 25001 }] },
    });
    expect(await live()).toBe(0);
  });

  it('rate_limited: 429 with whole seconds, and not done', async () => {
    await arm({ fault: 'rate_limited', retry_after: 0.2 });
    const answer = await seller.publish(offerId);
    expect([answer.status, answer.json.errors?.[0]?.errorId, answer.headers.get('retry-after')]).toEqual([
      429,
      2001,
      '1',
    ]);
    expect(await live()).toBe(0);
  });

  it('expire_token: 401, and the token stays dead', async () => {
    await arm({ fault: 'expire_token' });
    expect((await seller.publish(offerId)).status).toBe(401);
    expect((await seller.publish(offerId)).status).toBe(401);
    expect(await live()).toBe(0);
    await seller.signIn();
    expect((await seller.publish(offerId)).status).toBe(200);
  });

  it('concurrent: 500 with 25025, and not done', async () => {
    await arm({ fault: 'concurrent' });
    expect(await seller.publish(offerId)).toMatchObject({
      status: 500,
      json: { errors: [{ errorId: 25025 }] },
    });
    expect(await live()).toBe(0);
  });

  it('hang: done, and never answered', async () => {
    await arm({ fault: 'hang' });
    const leaving = new AbortController();
    const path = `/sell/inventory/v1/offer/${offerId}/publish`;
    const pending = seller.call('POST', path, {}, {}, leaving.signal).then(
      () => 'answered',
      () => 'left',
    );
    while ((await live()) === 0);
    leaving.abort();
    expect(await pending).toBe('left');
  });

  it('refuse: the wanted error number, and not done', async () => {
    await arm({ fault: 'refuse', error_id: 25026 });
    expect(await seller.publish(offerId)).toMatchObject({
      status: 400,
      json: { errors: [{ errorId: 25026 }] },
    });
    expect(await live()).toBe(0);
  });

  it('strikes before it is known who calls, and is counted by kind and operation', async () => {
    await arm({ fault: 'error_before' });
    const path = `/sell/inventory/v1/offer/${offerId}/publish`;
    const stranger = await seller.call('POST', path, {}, { authorization: 'Bearer nobody' });
    expect(stranger.status).toBe(500);
    expect((await seller.publish(offerId)).status).toBe(200);
    expect((await effectsOf(ebay.url)).faults).toEqual({ error_before: { publishOffer: 1 } });
  });

  it.each(['ignored', 'unchanged', 'refuse_list', 'refuse_text'])(
    '%s: passes, because eBay does no such thing',
    async (fault) => {
      await arm({ fault });
      expect((await seller.publish(offerId)).status).toBe(200);
      expect(await live()).toBe(1);
    },
  );

  it('lets work finish under a seeded plan', async () => {
    await control(ebay.url, 'PUT', 'faults', {
      plan: { seed: 's', rates: { error_before: 0.5, error_after: 0.5 } },
    });
    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt += 1) statuses.push((await seller.publish(offerId)).status);
    expect(statuses).toEqual([500, 500, 200, 500, 500, 200]);
  });

  it('refuses a plan it does not understand', async () => {
    const answer = await control(ebay.url, 'PUT', 'faults', {
      plan: { seed: 's', rates: { gremlins: 0.1 } },
    });
    expect(answer).toMatchObject({ status: 400, json: { error: 'no such fault: gremlins' } });
  });
});
