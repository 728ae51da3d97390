import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { waitFor } from '../../support/wait-for.ts';
import { etsyControl, etsyEffects, RawEtsyClient, type RawEtsyAnswer } from './raw-etsy-client.ts';

describe('each kind of fault of the Etsy stand-in shows its own face and does what it says', () => {
  let etsy: EtsyStandIn;
  let seller: RawEtsyClient;

  beforeEach(async () => {
    etsy = new EtsyStandIn();
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterEach(() => etsy.stop());

  const arm = async (operation: string, entry: Record<string, unknown>): Promise<void> => {
    const script = [{ operation, nth: 1, ...entry }];
    expect((await etsyControl(etsy.url, 'PUT', 'faults', { script })).status).toBe(204);
  };
  const armDraft = (fault: string, entry: Record<string, unknown> = {}): Promise<void> =>
    arm('createDraftListing', { fault, ...entry });
  const drafts = async (): Promise<number> => (await etsyEffects(etsy.url)).orphan_drafts;

  it('lose_answer: done, and the connection is cut', async () => {
    await armDraft('lose_answer');
    await expect(seller.createDraft()).rejects.toThrow();
    expect(await drafts()).toBe(1);
  });

  it('reset_before: the connection is cut, and not done', async () => {
    await armDraft('reset_before');
    await expect(seller.createDraft()).rejects.toThrow();
    expect(await drafts()).toBe(0);
  });

  it.each<[string, Record<string, unknown>, number, string, number]>([
    ['error_after', {}, 500, '{"error":"Server Error"}', 1],
    ['error_before', {}, 500, '{"error":"Server Error"}', 0],
    ['refuse', {}, 400, '{"error":"The request was refused"}', 0],
    ['refuse', { error_id: 403 }, 403, '{"error":"The request was refused"}', 0],
    ['refuse_text', {}, 400, '{"error":"There was a problem with /title : has invalid characters"}', 0],
    [
      'refuse_list',
      {},
      400,
      '[{"path":"/title","type":"invalid_characters","message":"has invalid characters"}]',
      0,
    ],
    ['concurrent', {}, 409, '{"error":"The listing is being changed by another request"}', 0],
    ['empty_answer', {}, 200, '', 1],
  ])('%s %j: %i %s', async (fault, entry, status, text, created) => {
    await armDraft(fault, entry);
    const answer = await seller.createDraft();
    expect([answer.status, answer.text, await drafts()]).toEqual([status, text, created]);
    expect(answer.headers.get('x-remaining-today')).not.toBeNull();
  });

  it('rate_limited: 429 with whole seconds, and not done', async () => {
    await armDraft('rate_limited', { retry_after: 0.2 });
    const answer = await seller.createDraft();
    expect([answer.status, answer.headers.get('retry-after'), await drafts()]).toEqual([429, '1', 0]);
  });

  it('html_page: a page for people with the status it is told, and not done', async () => {
    for (const [entry, status] of [[{}, 403] as const, [{ error_id: 200 }, 200] as const]) {
      await armDraft('html_page', entry);
      const answer = await seller.createDraft();
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'text/html; charset=utf-8',
      ]);
    }
    expect(await drafts()).toBe(0);
  });

  it('expire_token: 401, and the token stays dead', async () => {
    await armDraft('expire_token');
    expect((await seller.createDraft()).status).toBe(401);
    expect((await seller.createDraft()).status).toBe(401);
    await seller.signIn();
    expect((await seller.createDraft()).status).toBe(201);
    expect(await drafts()).toBe(1);
  });

  it('slow: done at once, answered late', async () => {
    await armDraft('slow', { delay_ms: 400 });
    let answer: RawEtsyAnswer | undefined;
    const pending = seller.createDraft().then((late) => (answer = late));
    await waitFor(async () => (await drafts()) === 1, { what: 'the draft' });
    expect(answer).toBeUndefined();
    expect((await pending).status).toBe(201);
  });

  it('ignored: the answer shows the new values, a GET the old ones', async () => {
    const listingId = await seller.prepare('LIE1');
    await arm('updateListing', { fault: 'ignored' });
    const answer = await seller.patch(listingId, { state: 'active', title: 'Autre' });
    expect(answer).toMatchObject({ status: 200, json: { state: 'active', title: 'Autre' } });
    expect(await seller.listing(listingId)).toMatchObject({
      state: 'draft',
      title: 'Robe midi en soie années 1990',
    });
    expect((await etsyEffects(etsy.url)).listing_fees.count).toBe(0);
    await arm('updateListingInventory', { fault: 'ignored' });
    expect((await seller.putInventory(listingId, 'LIE2')).json).toMatchObject({
      products: [{ sku: 'LIE2' }],
    });
    expect((await seller.get(`listings/${listingId}/inventory`)).json).toMatchObject({
      products: [{ sku: 'LIE1' }],
    });
  });

  it('unchanged: a 200 that shows that nothing happened', async () => {
    const listingId = await seller.prepare('LIE3');
    await arm('updateListing', { fault: 'unchanged' });
    expect(await seller.activate(listingId)).toMatchObject({ status: 200, json: { state: 'draft' } });
    expect((await seller.activate(listingId)).json['state']).toBe('active');
  });

  it('lies only about changes that would have been taken, and never about a new draft', async () => {
    const listingId = await seller.prepare('LIE4');
    await arm('updateListing', { fault: 'ignored' });
    expect((await seller.patch(listingId, { title: '' })).status).toBe(400);
    await armDraft('ignored');
    expect((await seller.createDraft()).status).toBe(201);
    expect(await drafts()).toBe(2);
  });

  it('strikes before it is known who calls, and is counted by kind and operation', async () => {
    await armDraft('error_before');
    const stranger = { 'x-api-key': 'nobody', authorization: 'Bearer nobody' };
    const answer = await seller.call('POST', `${seller.shop}/listings`, new URLSearchParams(), stranger);
    expect(answer.status).toBe(500);
    expect((await seller.createDraft()).status).toBe(201);
    expect((await etsyEffects(etsy.url)).faults).toEqual({ error_before: { createDraftListing: 1 } });
  });

  it('lets work finish under a seeded plan, and meets equal products with equal luck', async () => {
    const plan = { seed: 's', rates: { error_before: 0.5, reset_before: 0.5 } };
    const run = async (): Promise<readonly (number | string)[]> => {
      await etsyControl(etsy.url, 'PUT', 'faults', { plan });
      const seen: (number | string)[] = [];
      for (let attempt = 0; attempt < 6; attempt += 1)
        seen.push(
          await seller.createDraft().then(
            ({ status }) => status,
            () => 'reset',
          ),
        );
      return seen;
    };
    const first = await run();
    expect(first.filter((outcome) => outcome === 201)).toHaveLength(2);
    expect([first[2], first[5]]).toEqual([201, 201]);
    expect(await run()).toEqual(first);
  });
});
