import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedStandIn } from '../../../../src/sandbox/vinted/vinted-stand-in.ts';
import { itemFields, vintedControl, VintedBrowser } from '../../../support/vinted-browser.ts';
import type { SiteReply } from '../../../support/vinted-browser.ts';

const ITEMS = '/api/v2/item_upload/items';

describe('what Vinted refuses about an item', () => {
  const vinted = new VintedStandIn();
  let seller: VintedBrowser;
  let other: VintedBrowser;

  beforeAll(async () => {
    await vinted.start();
    seller = await VintedBrowser.open(vinted.url, { login: 'lea' });
    other = await VintedBrowser.open(vinted.url, { login: 'tom' });
  });
  afterAll(() => vinted.stop());

  const fieldsOf = (reply: SiteReply): readonly string[] => {
    expect([reply.status, reply.json.code, reply.json.message_code]).toEqual([400, 99, 'validation_error']);
    return reply.json.errors.map((error: { field: string }) => error.field);
  };
  const create = (item: Record<string, unknown>): Promise<SiteReply> => seller.call('POST', ITEMS, { item });

  it.each([
    ['title', { title: '  ' }],
    ['description', { description: '' }],
    ['catalog_id', { catalog_id: undefined }],
    ['package_size_id', { package_size_id: 4 }],
    ['status_id', { status_id: null }],
    ['status', { status_id: 9 }],
    ['price', { price: 0 }],
    ['price', { price: 1.234 }],
    ['price', { price: '12.00' }],
    ['currency', { currency: 'USD' }],
    ['size', { catalog_id: 9001, size_id: null }],
    ['colour', { colour: 'red' }],
    ['photos', { assigned_photos: [] }],
    ['photos', { assigned_photos: [{ id: 12 }] }],
  ])('%s', async (field, changes) => {
    expect(fieldsOf(await seller.create(changes))).toEqual([field]);
  });

  it('every field that is wrong at once', async () => {
    expect(fieldsOf(await seller.create({ title: '', price: -1, status_id: 9 }))).toEqual([
      'title',
      'price',
      'status',
    ]);
  });

  it('photos of another upload, of another member, or of another item', async () => {
    const mine = crypto.randomUUID();
    const photo = Number((await seller.upload(mine)).json.id);
    const theirs = Number((await other.upload(mine)).json.id);
    expect(fieldsOf(await create(itemFields(crypto.randomUUID(), [photo])))).toEqual(['photos']);
    expect(fieldsOf(await create(itemFields(mine, [theirs])))).toEqual(['photos']);
    expect(fieldsOf(await create(itemFields(mine, [photo, photo])))).toEqual(['photos']);
    expect((await create(itemFields(mine, [photo]))).status).toBe(200);
    expect(fieldsOf(await create(itemFields(mine, [photo])))).toEqual(['photos']);
  });

  it('the same photos twice are two items where Vinted does not care', async () => {
    await vintedControl(vinted.url, 'PUT', 'options', { photos_assigned_once: false });
    const tempUuid = crypto.randomUUID();
    const photo = Number((await seller.upload(tempUuid)).json.id);
    const item = itemFields(tempUuid, [photo], { description: 'Ref. TWICE' });
    expect([(await create(item)).status, (await create(item)).status]).toEqual([200, 200]);
    await vintedControl(vinted.url, 'PUT', 'options', { photos_assigned_once: true });
  });

  it('a file that is no picture, and a photo too many', async () => {
    const tempUuid = crypto.randomUUID();
    expect(fieldsOf(await seller.upload(tempUuid, Buffer.from('text')))).toEqual(['file']);
    for (let count = 0; count < 20; count += 1) expect((await seller.upload(tempUuid)).status).toBe(200);
    expect(fieldsOf(await seller.upload(tempUuid))).toEqual(['photos']);
  });

  it('shows a photo to everybody, as it was uploaded', async () => {
    const photo = await seller.upload(crypto.randomUUID());
    const shown = await fetch(String(photo.json.url));
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('another brand, once it is published and brands are locked', async () => {
    await vintedControl(vinted.url, 'PUT', 'options', { brand_locked: true });
    const created = await seller.create();
    const path = `${ITEMS}/${String(created.json.item.id)}`;
    const { item } = (await seller.call('GET', path)).json;
    expect(fieldsOf(await seller.call('PUT', path, { item: { ...item, brand: 'Maje' } }))).toEqual(['brand']);
    expect((await seller.call('PUT', path, { item: { ...item, title: 'Robe' } })).status).toBe(200);
    await vintedControl(vinted.url, 'PUT', 'options', { brand_locked: false });
  });
});
