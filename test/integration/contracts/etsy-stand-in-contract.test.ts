import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ETSY_ROUTES } from '../../../src/sandbox/etsy/etsy-routes.ts';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { PUBLIC_ROUTES } from '../../../src/sandbox/etsy/public-routes.ts';
import { Contracts } from '../../support/contracts.ts';
import { RecordingProxy } from '../../support/recording-proxy.ts';
import { etsyControl, RawEtsyClient, type RawEtsyAnswer } from '../sandbox/raw-etsy-client.ts';

/** The contract's words for the age of a thing follow the year; this is the one it was published in. */
const NOW = Date.UTC(2026, 5, 1);

describe('every operation of the Etsy stand-in, as Etsy itself describes it', () => {
  const etsy = new EtsyStandIn({}, () => NOW);
  let proxy: RecordingProxy;
  let seller: RawEtsyClient;
  let listingId: number;

  beforeAll(async () => {
    proxy = new RecordingProxy(await etsy.start());
    seller = await RawEtsyClient.open(etsy.url, { name: 'anna' }, await proxy.start());
    await etsyControl(etsy.url, 'POST', 'accounts', { name: 'berta' });
  });
  afterAll(async () => {
    await proxy.stop();
    await etsy.stop();
  });

  const statuses = async (...calls: (() => Promise<RawEtsyAnswer>)[]): Promise<readonly number[]> => {
    const seen: number[] = [];
    for (const call of calls) seen.push((await call()).status);
    return seen;
  };
  const gets = (...paths: readonly string[]): Promise<readonly number[]> =>
    statuses(...paths.map((path) => () => seller.get(path)));

  it('token: given and refused', async () => {
    const { client_id: clientId, refresh_token: refreshToken } = seller.opened;
    const grant = { grant_type: 'refresh_token', client_id: clientId };
    expect(
      await statuses(
        () => seller.signIn(),
        () => seller.signIn(),
        () => seller.requestToken({ ...grant, refresh_token: refreshToken }),
        () => seller.requestToken(grant),
        () => seller.requestToken({ grant_type: 'password', client_id: clientId }),
        () => seller.requestToken({ ...grant, client_id: 'nobody', refresh_token: refreshToken }),
      ),
    ).toEqual([200, 200, 400, 400, 400, 400]);
  });

  it('shop: seller, profiles, policies, taxonomy', async () => {
    const { shop, opened } = seller;
    expect(
      await gets(
        'users/me',
        `users/${opened.user_id}/shops`,
        'users/1/shops',
        shop,
        'shops/1',
        'shops/anna',
        `${shop}/shipping-profiles`,
        `${shop}/shipping-profiles/${opened.shipping_profile_id}`,
        `${shop}/shipping-profiles/1`,
        `${shop}/policies/return`,
        `${shop}/policies/return/${opened.return_policy_id}`,
        `${shop}/policies/return/1`,
        `${shop}/readiness-state-definitions?limit=5&offset=0`,
        `${shop}/readiness-state-definitions/${opened.readiness_state_id}`,
        `${shop}/readiness-state-definitions/1`,
        `${shop}/readiness-state-definitions?limit=101`,
      ),
    ).toEqual([200, 200, 404, 200, 404, 400, 200, 200, 404, 200, 200, 404, 200, 200, 404, 400]);
    const base = 'seller-taxonomy/nodes';
    expect(await gets(base, `${base}/454/properties`, `${base}/99/properties`)).toEqual([200, 200, 404]);
    const stranger = { authorization: 'Bearer nobody' };
    expect(await statuses(() => seller.call('GET', 'users/me', undefined, stranger))).toEqual([401]);
  });

  it('drafts: created, read, refused', async () => {
    const draft = await seller.createDraft({
      item_weight: 0.4,
      item_weight_unit: 'kg',
      processing_min: 1,
      processing_max: 3,
      styles: 'Boho',
      type: 'physical',
      should_auto_renew: false,
    });
    listingId = Number(draft.json['listing_id']);
    const path = `${seller.shop}/listings`;
    const { title: _title, ...untitled } = seller.draftForm();
    expect(
      await statuses(
        () => Promise.resolve(draft),
        () => seller.createDraft({ when_made: 'before_2007' }),
        () => seller.createDraft({ when_made: '2007_2009' }),
        () => seller.createDraft({ taxonomy_id: 99 }),
        () => seller.createDraft({ colour: 'red' }),
        () => seller.form('POST', path, untitled),
        () => seller.json('POST', path, seller.draftForm()),
        () => seller.form('POST', 'shops/1/listings', seller.draftForm()),
        () => seller.get(`listings/${listingId}?includes=Images`),
        () => seller.get('listings/1'),
      ),
    ).toEqual([201, 201, 400, 400, 400, 400, 400, 403, 200, 404]);
  });

  it('inventory: replaced, read, refused', async () => {
    const path = `listings/${listingId}/inventory`;
    const offering = { price: 45.5, quantity: 1, is_enabled: true, readiness_state_id: null };
    const sizes = ['38', '40'].map((size, at) => ({
      sku: `ROB${size}`,
      property_values: [
        { property_id: 500, property_name: 'Size', scale_id: 301, value_ids: [1103 + at], values: [size] },
      ],
      offerings: [offering],
    }));
    expect(
      await statuses(
        () => seller.json('PUT', path, { products: sizes, sku_on_property: [500], price_on_property: [] }),
        () => seller.get(`${path}?includes=Listing`),
        () => seller.json('PUT', path, { products: sizes }),
        () => seller.json('PUT', path, { products: [{ product_id: 1, offerings: [offering] }] }),
        () => seller.putInventory(listingId, 'X'.repeat(33)),
        () => seller.form('PUT', path, { products: '[]' }),
        () => seller.putInventory(1, 'ROB1'),
        () => seller.putInventory(listingId, 'ROB1'),
        () => seller.get('listings/1/inventory'),
      ),
    ).toEqual([200, 200, 400, 400, 400, 400, 404, 200, 404]);
  });

  it('properties: set, read, removed, refused', async () => {
    const path = `${seller.shop}/listings/${listingId}/properties`;
    expect(
      await statuses(
        () => seller.form('PUT', `${path}/500`, { value_ids: 1103, values: '38', scale_id: 301 }),
        () => seller.form('PUT', `${path}/600`, { value_ids: [1301, 1303], values: ['Cotton', 'Linen'] }),
        () => seller.form('PUT', `${path}/600`, { value_ids: '', values: 'Jersey' }),
        () => seller.form('PUT', `${path}/200`, { value_ids: 99, values: 'Mauve' }),
        () => seller.form('PUT', `${path}/7`, { value_ids: 1, values: 'x' }),
        () => seller.get(path),
        () => seller.call('DELETE', `${path}/600`),
        () => seller.call('DELETE', `${path}/600`),
      ),
    ).toEqual([200, 200, 200, 400, 404, 200, 204, 404]);
  });

  it('pictures: uploaded, arranged, deleted, refused', async () => {
    const images = `${seller.shop}/listings/${listingId}/images`;
    const ids: number[] = [];
    for (const rank of ['1', '2', '3']) {
      const fields = { rank, overwrite: 'false', is_watermarked: 'false', alt_text: `vue ${rank}` };
      ids.push(Number((await seller.uploadImage(listingId, fields)).json['listing_image_id']));
    }
    expect(
      await statuses(
        () => seller.uploadImage(listingId, { rank: '1', overwrite: 'true' }),
        () => seller.uploadImage(listingId, {}, Buffer.from('text')),
        () => seller.uploadImage(listingId, { place: '1' }),
        () => seller.form('POST', images, { rank: 1 }),
        () => seller.get(`listings/${listingId}/images`),
        () => seller.patch(listingId, { image_ids: ids.slice(1).reverse() }),
        () => seller.patch(listingId, { image_ids: [1] }),
        () => seller.call('DELETE', `${images}/${ids[1]}`),
        () => seller.call('DELETE', `${images}/${ids[1]}`),
        () => seller.get('listings/1/images'),
      ),
    ).toEqual([201, 400, 400, 400, 200, 200, 400, 204, 404, 404]);
  });

  it('listings: changed, activated, listed, sold, ended, deleted', async () => {
    const control = (method: string, body: Record<string, unknown>, end = ''): Promise<RawEtsyAnswer> =>
      etsyControl(etsy.url, method, `listings/${listingId}${end}`, body);
    const list = `${seller.shop}/listings`;
    const hold = await control('PUT', { hold: 'edit' });
    expect(hold.status).toBe(204);
    expect(
      await statuses(
        () => seller.activate(listingId),
        () => seller.call('DELETE', `listings/${listingId}`),
      ),
    ).toEqual([409, 409]);
    await control('PUT', { hold: 'none' });
    expect(
      await statuses(
        () => seller.patch(listingId, { title: 'Robe longue', tags: ['robe'], item_weight_unit: '' }),
        () => seller.patch(listingId, { price: 3 }),
        () => seller.patch(1, { title: 'Robe' }),
        () => seller.patch(listingId, { state: 'inactive' }),
        () => seller.activate(listingId),
        () => seller.get(`listings/${listingId}`),
        () => seller.get(`listings/batch?listing_ids=${listingId},1&includes=Images`),
        () => seller.get('listings/batch?listing_ids=none'),
        () => seller.get(`${list}?state=draft&limit=1&offset=0&sort_on=created&sort_order=asc`),
        () => seller.get(`${list}?state=active&includes=Inventory,Images&sort_on=updated`),
        () => seller.get(`${list}?state=gone`),
        () => seller.get('shops/1/listings'),
      ),
    ).toEqual([200, 400, 404, 409, 200, 200, 200, 400, 200, 200, 400, 403]);
    const sold = await control('POST', { sold: true }, '/end');
    const receipts = `${seller.shop}/receipts`;
    expect(
      await statuses(
        () => seller.get(`${receipts}?was_paid=true&min_last_modified=946684800&limit=5&sort_order=asc`),
        () => seller.get(`${receipts}?min_created=1`),
        () => seller.get(`${receipts}/${String(sold.json['receipt_id'])}`),
        () => seller.get(`${receipts}/1`),
        () => seller.activate(listingId),
        () => seller.patch(listingId, { state: 'inactive' }),
        () => seller.call('DELETE', `listings/${listingId}`),
        () => seller.call('DELETE', `listings/${listingId}`),
      ),
    ).toEqual([200, 400, 200, 404, 200, 200, 204, 404]);
  });

  it('lists: every state, repeated rows, and receipts whatever became of them', async () => {
    const control = async (method: string, path: string, body: object): Promise<number[]> => {
      const { status, json } = await etsyControl(etsy.url, method, path, body);
      expect(status).toBeLessThan(300);
      return (json['listing_ids'] ?? [json['receipt_id']]) as number[];
    };
    const states = ['draft', 'active', 'inactive', 'expired', 'sold_out'];
    const active: number[] = [];
    for (const state of states) {
      const ids = await control('POST', 'accounts/anna/listings', {
        count: 3,
        state,
        title: `Robe ${state}`,
      });
      if (state === 'active') active.push(...ids);
    }
    await control('PUT', 'options', { repeated_rows: 1 });
    const list = `${seller.shop}/listings?sort_on=created&sort_order=desc&includes=Inventory,Images`;
    expect(await gets(...states.map((state) => `${list}&state=${state}&limit=2&offset=2`))).toEqual(
      states.map(() => 200),
    );
    const [one, two, three] = active;
    const wishes = [{ listing_id: one }, { listing_id: two, quantity: 1 }];
    const together = await control('POST', 'accounts/anna/receipts', { listings: wishes });
    const unpaid = await control('POST', `listings/${three}/end`, { sold: true, paid: false });
    const receipts = `${seller.shop}/receipts?min_last_modified=946684800&sort_on=created&sort_order=asc`;
    const read = (): Promise<readonly number[]> =>
      gets(`${receipts}&limit=100&offset=0`, `${seller.shop}/receipts/${together[0]}`);
    expect(await read()).toEqual([200, 200]);
    for (const end of ['partially refunded', 'fully refunded', 'canceled']) {
      await control('PUT', `receipts/${together[0]}`, { end });
      expect(await read()).toEqual([200, 200]);
    }
    await control('PUT', `receipts/${unpaid[0]}`, { paid: true });
    expect(
      await gets(
        `${receipts}&was_canceled=true`,
        `${seller.shop}/receipts?was_canceled=false&sort_on=updated&limit=1`,
      ),
    ).toEqual([200, 200]);
    await control('PUT', 'options', { repeated_rows: 0 });
  });

  it('limits are answered like Etsy’s own', async () => {
    await etsyControl(etsy.url, 'PUT', 'options', { limit_per_day: 1 });
    expect((await seller.get('users/me')).status).toBe(429);
    await etsyControl(etsy.url, 'PUT', 'options', { limit_per_day: 1_000_000 });
  });

  it('injected errors look like Etsy’s own', async () => {
    const faults = ['error_before', 'rate_limited', 'concurrent', 'refuse', 'refuse_text', 'expire_token'];
    const seen: number[] = [];
    for (const fault of faults) {
      const script = [{ operation: 'deleteListing', fault, nth: 1 }];
      await etsyControl(etsy.url, 'PUT', 'faults', { script });
      seen.push((await seller.call('DELETE', 'listings/1')).status);
    }
    expect(seen).toEqual([500, 429, 409, 400, 400, 401]);
  });

  it('leaves no operation out, and breaks no contract', async () => {
    const called = Object.keys((await etsyControl(etsy.url, 'GET', 'effects')).json['calls'] as object);
    const known = [...ETSY_ROUTES, ...PUBLIC_ROUTES].map(({ operation }) => operation);
    expect(called.sort()).toEqual(['token', ...known].sort());

    const contracts = Contracts.open();
    if (contracts === undefined) return;
    const broken: string[] = [];
    for (const call of proxy.calls) {
      const verdict = await contracts.check(call);
      const status = call.answer?.status ?? 0;
      // A request that the contract refuses must be refused; one that is refused may break it on purpose.
      const problems = status < 300 ? [...verdict.request, ...verdict.answer] : verdict.answer;
      broken.push(...problems.map((problem) => `${call.method} ${call.path} ${status}: ${problem}`));
    }
    process.stderr.write(`${contracts.report()}\n`);
    expect(broken).toEqual([]);
    expect([...contracts.counts.keys()].sort()).toEqual(['etsy_oas', 'oauth_tokens']);
  });
});
