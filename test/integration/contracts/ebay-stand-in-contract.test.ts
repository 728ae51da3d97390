import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EBAY_ROUTES } from '../../../src/sandbox/ebay/ebay-routes.ts';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { Contracts } from '../../support/contracts.ts';
import { RecordingProxy } from '../../support/recording-proxy.ts';
import { control, itemBody, RawEbayClient, type RawAnswer } from '../sandbox/raw-ebay-client.ts';

const INVENTORY = '/sell/inventory/v1';
const ACCOUNT = '/sell/account/v1';
const IMAGE = '/commerce/media/v1_beta/image';
const LOCATION = {
  phone: '+33100000000',
  location: { address: { country: 'FR', stateOrProvince: 'Paris', city: 'Paris', postalCode: '75001' } },
};

describe('every operation of the eBay stand-in, as eBay itself describes it', () => {
  const ebay = new EbayStandIn({ mediaLimit: true });
  let proxy: RecordingProxy;
  let seller: RawEbayClient;

  beforeAll(async () => {
    proxy = new RecordingProxy(await ebay.start());
    const account = { name: 'anna', marketplaces: ['EBAY_FR', 'EBAY_DE'], selling_limit: { quantity: 9 } };
    seller = await RawEbayClient.open(ebay.url, account, await proxy.start());
  });
  afterAll(async () => {
    await proxy.stop();
    await ebay.stop();
  });

  const statuses = async (...calls: (() => Promise<RawAnswer>)[]): Promise<readonly number[]> => {
    const seen: number[] = [];
    for (const call of calls) seen.push((await call()).status);
    return seen;
  };
  const get = (path: string): Promise<RawAnswer> => seller.call('GET', path);

  it('token: given and refused', async () => {
    const grant = { grant_type: 'refresh_token', refresh_token: seller.opened.refresh_token };
    expect(
      await statuses(
        () => seller.requestToken(grant),
        () => seller.requestToken({ ...grant, scope: 'https://api.ebay.com/oauth/api_scope/sell.inventory' }),
        () => seller.requestToken({ ...grant, refresh_token: 'nobody' }),
        () => seller.requestToken({ ...grant, scope: 'nothing' }),
        () => seller.requestToken({ grant_type: 'refresh_token' }),
        () => seller.requestToken(grant, 'wrong'),
      ),
    ).toEqual([200, 200, 400, 400, 400, 401]);
  });

  it('account: policies, privileges and programs', async () => {
    for (const kind of ['fulfillment', 'payment', 'return']) {
      const path = `${ACCOUNT}/${kind}_policy`;
      expect(
        await statuses(
          () => get(`${path}?marketplace_id=EBAY_FR`),
          () => get(`${path}?marketplace_id=EBAY_GB`),
          () => get(`${path}?marketplace_id=MARS`),
          () => get(path),
        ),
      ).toEqual([200, 200, 400, 400]);
    }
    expect(
      await statuses(
        () => get(`${ACCOUNT}/privilege`),
        () => get(`${ACCOUNT}/program/get_opted_in_programs`),
      ),
    ).toEqual([200, 200]);
    const stranger = { authorization: 'Bearer nobody' };
    expect(await statuses(() => seller.call('GET', `${ACCOUNT}/privilege`, undefined, stranger))).toEqual([
      401,
    ]);
  });

  // eBay's Identity API is not among the contracts: the proxy, whose calls are compared with them, does not see it.
  it('identity: who the token belongs to', async () => {
    const direct = await RawEbayClient.open(ebay.url, { name: 'bea' });
    const user = await direct.call('GET', '/commerce/identity/v1/user/');
    expect(user).toMatchObject({ status: 200, json: { userId: expect.any(String), username: 'bea' } });
  });

  it('locations: created, seen, listed', async () => {
    const path = `${INVENTORY}/location/second`;
    expect(
      await statuses(
        () => get(path),
        () => seller.call('POST', path, LOCATION),
        () => seller.call('POST', path, LOCATION),
        () => seller.call('POST', `${INVENTORY}/location/third`, { phone: '+331' }),
        () => get(path),
        () => get(`${INVENTORY}/location?limit=1&offset=1`),
        () => get(`${INVENTORY}/location?limit=none`),
      ),
    ).toEqual([404, 204, 409, 400, 200, 200, 400]);
  });

  it('pictures: uploaded, seen, refused, limited', async () => {
    const image = await seller.uploadPicture();
    const id = String(image.headers.get('location')).split('/').at(-1) ?? '';
    expect(
      await statuses(
        () => get(`${IMAGE}/${id}`),
        () => get(`${IMAGE}/nosuch`),
        () => seller.uploadPicture(Buffer.from('text')),
      ),
    ).toEqual([200, 404, 400]);
    let last = image;
    for (let count = 0; count < 50 && last.status === 201; count += 1) last = await seller.uploadPicture();
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^[1-5]$/)]);
    await control(ebay.url, 'PUT', 'options', { media_limit: false });
  });

  it('items: created, replaced, listed, refused, deleted', async () => {
    const path = `${INVENTORY}/inventory_item`;
    const item = itemBody(String((await seller.uploadPicture()).json['imageUrl']));
    expect(
      await statuses(
        () => seller.call('PUT', `${path}/ITEM1`, item),
        () => seller.call('PUT', `${path}/ITEM1`, item),
        () => seller.call('PUT', `${path}/ITEM2`, { ...item, conditionDescription: 'Petit accroc' }),
        () => seller.call('PUT', `${path}/ITEM-3`, item),
        () => seller.call('PUT', `${path}/ITEM3`, { ...item, colour: 'red' }),
        () => seller.call('PUT', `${path}/ITEM3`, item, { 'accept-language': '*' }),
        () => get(`${path}/ITEM1`),
        () => get(`${path}/NOSUCH`),
        () => get(`${path}?limit=1&offset=0`),
        () => get(`${path}?limit=1&offset=1`),
        () => get(`${path}?limit=201`),
        () => seller.call('DELETE', `${path}/ITEM2`),
        () => seller.call('DELETE', `${path}/ITEM2`),
      ),
    ).toEqual([201, 204, 201, 400, 400, 400, 200, 404, 200, 200, 400, 204, 404]);
    await control(ebay.url, 'PUT', 'options', { replaced_item_status: 200 });
    expect(await statuses(() => seller.call('PUT', `${path}/ITEM1`, item))).toEqual([200]);
  });

  it('offers: created once, found, replaced, published, withdrawn, deleted', async () => {
    // Before the first offer exists: afterwards any second one would be refused, whatever is in it.
    const numeric = { pricingSummary: { price: { value: 4, currency: 'EUR' } } };
    const bare = await seller.call('POST', `${INVENTORY}/offer`, {
      sku: 'ITEM1',
      marketplaceId: 'EBAY_DE',
      format: 'FIXED_PRICE',
    });
    expect(
      await statuses(
        () => seller.createOffer('ITEM1', numeric),
        () => get(`${INVENTORY}/offer/${String(bare.json['offerId'])}`),
      ),
    ).toEqual([400, 200]);
    const created = await seller.createOffer('ITEM1');
    const path = `${INVENTORY}/offer/${String(created.json['offerId'])}`;
    const { sku: _sku, marketplaceId: _marketplace, format: _format, ...revised } = seller.offerBody('ITEM1');
    expect(
      await statuses(
        () => Promise.resolve(created),
        () => seller.createOffer('ITEM1'),
        () => seller.createOffer('NOSUCH'),
        () => get(`${INVENTORY}/offer?sku=ITEM1&marketplace_id=EBAY_FR&format=FIXED_PRICE&limit=5&offset=0`),
        () => get(`${INVENTORY}/offer?sku=NOSUCH`),
        () => get(`${INVENTORY}/offer`),
        () => get(path),
        () => seller.call('PUT', path, revised),
        () => seller.call('PUT', `${INVENTORY}/offer/1`, revised),
      ),
    ).toEqual([201, 400, 400, 200, 404, 400, 200, 204, 404]);
    expect(
      await statuses(
        () => seller.call('POST', `${path}/publish`),
        () => seller.call('POST', `${path}/publish`, {}),
        () => seller.call('POST', `${path}/publish`, {}),
        () => get(path),
        () => seller.call('POST', `${path}/withdraw`, {}),
        () => seller.call('POST', `${path}/withdraw`, {}),
        () => seller.call('PUT', path, { ...revised, merchantLocationKey: 'nowhere' }),
        () => seller.call('POST', `${path}/publish`, {}),
        () => seller.call('DELETE', path),
        () => seller.call('DELETE', path),
        () => seller.call('POST', `${path}/publish`, {}),
      ),
    ).toEqual([411, 200, 200, 200, 200, 400, 204, 400, 204, 404, 404]);
  });

  it('prices and quantities: changed in one call, row by row', async () => {
    const path = `${INVENTORY}/inventory_item/BULK1`;
    const image = String((await seller.uploadPicture()).json['imageUrl']);
    await seller.call('PUT', path, itemBody(image));
    const offerId = String((await seller.createOffer('BULK1')).json['offerId']);
    const change = (offer: string): (() => Promise<RawAnswer>) => {
      const offers = [{ offerId: offer, availableQuantity: 1, price: { value: '12.50', currency: 'EUR' } }];
      const requests = [{ sku: 'BULK1', shipToLocationAvailability: { quantity: 1 }, offers }];
      return () => seller.call('POST', `${INVENTORY}/bulk_update_price_quantity`, { requests });
    };
    expect(
      await statuses(change(offerId), change('1'), () =>
        seller.call('POST', `${INVENTORY}/bulk_update_price_quantity`, { requests: [] }),
      ),
    ).toEqual([200, 207, 400]);
  });

  it('orders: listed by time, refused', async () => {
    const path = `${INVENTORY}/inventory_item/SOLD1`;
    const image = String((await seller.uploadPicture()).json['imageUrl']);
    await seller.call('PUT', path, itemBody(image));
    const offer = await seller.createOffer('SOLD1');
    const listing = await seller.publish(String(offer.json['offerId']));
    const lines = [{ listing_id: String(listing.json['listingId']) }];
    const buy = await control(ebay.url, 'POST', 'accounts/anna/orders', { lines, paid: false });
    expect(buy.status).toBe(201);
    expect((await control(ebay.url, 'POST', 'accounts/anna/orders', { lines })).status).toBe(409);
    const order = `orders/${String(buy.json['order_id'])}`;
    const orders = '/sell/fulfillment/v1/order';
    const filter = (text: string): (() => Promise<RawAnswer>) => {
      return () => get(`${orders}?filter=${encodeURIComponent(text)}`);
    };
    const recent = new Date(Date.now() - 60_000).toISOString();
    expect(await statuses(() => get(orders))).toEqual([200]);
    await control(ebay.url, 'POST', `${order}/pay`);
    expect(
      await statuses(
        filter(`lastmodifieddate:[${recent}..]`),
        filter(`creationdate:[${recent}..${new Date().toISOString()}]`),
        () => get(`${orders}?limit=1&offset=1`),
        filter('price:[1..2]'),
        filter('lastmodifieddate:today'),
        filter('lastmodifieddate:[today..]'),
        filter('lastmodifieddate:[..]'),
        filter('lastmodifieddate:[2015-01-01T00:00:00.000Z..]'),
        filter('lastmodifieddate:[2055-01-01T00:00:00.000Z..]'),
        filter(`creationdate:[${recent}..2020-01-01T00:00:00.000Z]`),
        () => get(`${orders}?limit=201`),
        () => get(`${orders}?offset=-1`),
      ),
    ).toEqual([200, 200, 200, ...Array.from({ length: 9 }, () => 400)]);
    await control(ebay.url, 'POST', `${order}/cancel`);
    expect(await statuses(filter(`lastmodifieddate:[${recent}..]`))).toEqual([200]);
    const script = [{ operation: 'getOrders', fault: 'error_before', nth: 1 }];
    await control(ebay.url, 'PUT', 'faults', { script });
    expect(await statuses(() => get(orders))).toEqual([500]);
    await control(ebay.url, 'PUT', 'faults', {});
  });

  it('injected errors look like eBay’s own', async () => {
    const path = `${INVENTORY}/inventory_item/ITEM1`;
    for (const fault of [
      'error_before',
      'error_after',
      'rate_limited',
      'concurrent',
      'refuse',
      'expire_token',
    ]) {
      const script = [{ operation: 'deleteInventoryItem', fault, nth: 1, error_id: 25709 }];
      await control(ebay.url, 'PUT', 'faults', { script });
      expect((await seller.call('DELETE', path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('leaves no operation out, and breaks no contract', async () => {
    const called = Object.keys((await control(ebay.url, 'GET', 'effects')).json['calls'] as object);
    expect(called.sort()).toEqual(['token', ...EBAY_ROUTES.map(({ operation }) => operation)].sort());

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
    expect([...contracts.counts.keys()].sort()).toEqual([
      'ebay_commerce_media',
      'ebay_sell_account',
      'ebay_sell_fulfillment',
      'ebay_sell_inventory',
      'oauth_tokens',
    ]);
  });
});
