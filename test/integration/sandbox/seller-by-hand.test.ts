import { afterEach, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { VintedStandIn } from '../../../src/sandbox/vinted/vinted-stand-in.ts';

describe('a seller who acts on the site itself', () => {
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const standIn of open.splice(0)) await standIn.stop();
  });

  const start = async (standIn: { start(): Promise<unknown>; stop(): Promise<void> }): Promise<void> => {
    open.push(standIn);
    await standIn.start();
  };
  const control = async (
    url: string,
    [method, path]: readonly [string, string],
    body?: object,
  ): Promise<{ readonly status: number; readonly json: Record<string, unknown> }> => {
    const response = await fetch(`${url}/_control/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    return {
      status: response.status,
      json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  };
  const live = async (url: string): Promise<unknown> => {
    const { json } = await control(url, ['GET', 'effects']);
    const [account] = json['accounts'] as readonly Record<string, unknown>[];
    return account?.['live_listings'];
  };

  it('lists on eBay and changes a price there', async () => {
    const ebay = new EbayStandIn();
    await start(ebay);
    await control(ebay.url, ['POST', 'accounts'], { name: 'anna' });
    const made = await control(ebay.url, ['POST', 'accounts/anna/listings'], { sku: 'H', count: 2 });
    expect(made.status).toBe(201);
    const [first] = made.json['listing_ids'] as readonly string[];
    expect((await control(ebay.url, ['PUT', `listings/${first}`], { price: '12.00' })).status).toBe(204);
    expect(await live(ebay.url)).toMatchObject([
      { sku: 'H1', price: '12.00' },
      { sku: 'H2', price: '45.50' },
    ]);
    expect((await control(ebay.url, ['PUT', 'listings/1'], { price: '12.00' })).status).toBe(404);
    expect((await control(ebay.url, ['PUT', `listings/${first}`], {})).status).toBe(400);
    expect((await control(ebay.url, ['POST', 'accounts/anna/listings'], { sku: 'H1' })).status).toBe(400);
  });

  it('lists on Vinted and changes a price there', async () => {
    const vinted = new VintedStandIn();
    await start(vinted);
    const member = await control(vinted.url, ['POST', 'accounts'], { login: 'lea' });
    const items = `accounts/${String(member.json['user_id'])}/items`;
    const made = await control(vinted.url, ['POST', items], { sku: 'H1', title: 'Robe' });
    expect(made.status).toBe(201);
    const item = `items/${String(made.json['item_id'])}`;
    expect((await control(vinted.url, ['PUT', item], { price: 12 })).status).toBe(204);
    expect(await live(vinted.url)).toMatchObject([{ sku: 'H1', title: 'Robe', price: 12 }]);
    expect((await control(vinted.url, ['PUT', item], {})).status).toBe(400);
  });

  it('changes a price on Etsy', async () => {
    const etsy = new EtsyStandIn();
    await start(etsy);
    await control(etsy.url, ['POST', 'accounts'], { name: 'anna' });
    const made = await control(etsy.url, ['POST', 'accounts/anna/listings'], { sku: 'H1' });
    const [listing] = made.json['listing_ids'] as readonly number[];
    expect((await control(etsy.url, ['PUT', `listings/${listing}`], { price_cents: 1200 })).status).toBe(204);
    expect(await live(etsy.url)).toMatchObject([{ sku: 'H1', price: '12.00' }]);
  });
});
