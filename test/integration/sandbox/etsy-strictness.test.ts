import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, etsyEffects, RawEtsyClient, type EtsyForm } from './raw-etsy-client.ts';

const problem = (path: string): unknown =>
  expect.objectContaining({ error: expect.stringContaining(`There was a problem with /${path} :`) });

describe('the Etsy stand-in refuses what Etsy refuses', () => {
  const etsy = new EtsyStandIn({}, () => Date.UTC(2026, 5, 1));
  let seller: RawEtsyClient;

  beforeAll(async () => {
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  beforeEach(() => etsyControl(etsy.url, 'PUT', 'options', { refusal_shape: 'text' }));
  afterAll(() => etsy.stop());

  it.each<[string, EtsyForm, string]>([
    ['a long title', { title: 'x'.repeat(141) }, 'title'],
    ['a picture in the title', { title: 'Robe 👗' }, 'title'],
    ['a sign that a title may hold once', { title: 'Robe & jupe & veste' }, 'title'],
    ['fourteen tags', { tags: Array.from({ length: 14 }, (_tag, at) => `t${at}`) }, 'tags'],
    ['a long tag', { tags: ['robe', 'x'.repeat(21)] }, 'tags/1'],
    ['a tag with signs', { tags: ['robe!'] }, 'tags/0'],
    ['a price below the least', { price: 0.19 }, 'price'],
    ['a price above the most', { price: 50_000.01 }, 'price'],
    ['a price in words', { price: 'ten' }, 'price'],
    ['no piece', { quantity: 0 }, 'quantity'],
    ['a thousand pieces', { quantity: 1000 }, 'quantity'],
    ['a maker that does not exist', { who_made: 'my_cat' }, 'who_made'],
    ['an age of another year', { when_made: '2020_2025' }, 'when_made'],
    ['an unknown category', { taxonomy_id: 99 }, 'taxonomy_id'],
    ['another shop’s shipping profile', { shipping_profile_id: 1 }, 'shipping_profile_id'],
    ['a flag that is none', { is_supply: 'maybe' }, 'is_supply'],
    ['an unknown field', { sku: 'ROB1' }, 'sku'],
    ['what is not vintage', { when_made: '2007_2009' }, 'marketplace'],
    ['what is made to order by somebody else', { when_made: 'made_to_order' }, 'marketplace'],
  ])('a draft with %s', async (_case, changes, path) => {
    const answer = await seller.createDraft(changes);
    expect([answer.status, answer.json]).toEqual([400, problem(path)]);
  });

  it.each<[string, EtsyForm]>([
    ['was made twenty years ago', { when_made: '2000_2006' }],
    ['is a supply of any age', { when_made: '2020_2026', is_supply: true }],
    ['was made by the seller', { when_made: '2020_2026', who_made: 'i_did' }],
    ['costs the least', { price: 0.2 }],
  ])('but takes a draft of what %s', async (_case, changes) => {
    expect((await seller.createDraft(changes)).status).toBe(201);
  });

  it.each<[string, unknown, string]>([
    ['what a GET shows and a PUT does not take', { product_id: 1 }, 'products/0/product_id'],
    ['an SKU of 33 characters', { sku: 'X'.repeat(33) }, 'sku'],
    ['no offering', { offerings: [] }, 'products'],
  ])('an inventory with %s', async (_case, changes, path) => {
    const listingId = await seller.prepare('INV1');
    const offering = { price: 9, quantity: 1, is_enabled: true, readiness_state_id: null };
    const products = [{ sku: 'INV1', offerings: [offering], ...(changes as object) }];
    const answer = await seller.json('PUT', `listings/${listingId}/inventory`, { products });
    expect([answer.status, answer.json]).toEqual([400, problem(path)]);
  });

  it('the last piece being taken away', async () => {
    const answer = await seller.putInventory(await seller.prepare('INV2'), 'INV2', { quantity: 0 });
    expect([answer.status, answer.json]).toEqual([400, problem('quantity')]);
  });

  it('a change of the age alone', async () => {
    const listingId = await seller.prepare('AGE1');
    const alone = await seller.patch(listingId, { when_made: '1980s' });
    expect([alone.status, alone.json]).toEqual([400, problem('who_made')]);
    const origin = { when_made: '2010_2019', who_made: 'someone_else', is_supply: false };
    expect((await seller.patch(listingId, origin)).json).toEqual(problem('marketplace'));
  });

  it('parameters that no operation has', async () => {
    expect((await seller.get(`${seller.shop}/listings?status=draft`)).json).toEqual(problem('status'));
    expect((await seller.get('listings/1?includes=Inventory')).status).toBe(404);
    const listingId = await seller.prepare('INC1');
    expect((await seller.get(`listings/${listingId}?includes=Inventory`)).json).toEqual(problem('includes'));
  });

  it('what belongs to another shop', async () => {
    const listingId = await seller.prepare('OWN1');
    const berta = await RawEtsyClient.open(etsy.url, { name: 'berta' });
    expect((await berta.get(`listings/${listingId}`)).status).toBe(404);
    expect((await berta.get(`listings/${listingId}/inventory`)).status).toBe(403);
    expect((await berta.call('DELETE', `listings/${listingId}`)).status).toBe(403);
    expect((await berta.get(`${seller.shop}/listings`)).status).toBe(403);
    await seller.activate(listingId);
    expect((await berta.get(`listings/${listingId}`)).status).toBe(200);
  });

  it('in the shape it is told to', async () => {
    const shapes: unknown[] = [];
    for (const shape of ['object', 'list', 'bare_text']) {
      await etsyControl(etsy.url, 'PUT', 'options', { refusal_shape: shape });
      const { status, text, headers } = await seller.createDraft({ title: '' });
      shapes.push([status, text, headers.get('content-type')]);
    }
    expect(shapes).toEqual([
      [400, '{"error":"title: cannot be empty"}', 'application/json'],
      [400, '[{"path":"/title","type":"required","message":"cannot be empty"}]', 'application/json'],
      [400, 'There was a problem with /title : cannot be empty', 'text/plain; charset=utf-8'],
    ]);
  });

  it('and takes the last of repeated image_ids, which loses the other pictures', async () => {
    const listingId = await seller.prepare('IMG1');
    const second = Number((await seller.uploadImage(listingId, { rank: '2' })).json['listing_image_id']);
    const shown = await seller.get(`listings/${listingId}/images`);
    const [first] = shown.json['results'] as { listing_image_id: number }[];
    const path = `${seller.shop}/listings/${listingId}`;
    const ids = [String(first?.listing_image_id), String(second)];
    const commas = await seller.call('PATCH', path, new URLSearchParams({ image_ids: ids.join(',') }));
    expect(commas.status).toBe(200);
    expect((await seller.get(`listings/${listingId}/images`)).json['count']).toBe(2);
    const repeated = new URLSearchParams(ids.map((id): [string, string] => ['image_ids', id]));
    expect((await seller.call('PATCH', path, repeated)).status).toBe(200);
    expect((await seller.get(`listings/${listingId}/images`)).json).toMatchObject({
      count: 1,
      results: [{ listing_image_id: second }],
    });
    expect((await etsyEffects(etsy.url)).images.orphaned).toBe(1);
  });
});
