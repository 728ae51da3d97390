import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { VintedStandIn } from '../../../../src/sandbox/vinted/vinted-stand-in.ts';
import { vintedControl, vintedEffects, VintedBrowser } from '../../../support/vinted-browser.ts';

describe('what the Vinted stand-in counts', () => {
  let now = Date.parse('2026-11-24T10:00:00Z');
  let vinted: VintedStandIn;
  let seller: VintedBrowser;

  beforeEach(async () => {
    vinted = new VintedStandIn({}, () => now);
    await vinted.start();
    seller = await VintedBrowser.open(vinted.url, { login: 'lea' });
  });
  afterEach(() => vinted.stop());

  it('live items with one SKU mark, or with one title where there is no mark', async () => {
    for (const description of ['Bon état\nRef. A1', 'Autre\n\nRef. A1\n', 'Ref. A2', 'rien', 'rien non plus'])
      await seller.create({ description });
    expect(await vintedEffects(vinted.url)).toMatchObject({ listed_twice: 2, live_listings: 5 });
    const { accounts } = await vintedEffects(vinted.url);
    expect(accounts[0].live_listings.map(({ sku }: { sku: string }) => sku)).toEqual([
      'A1',
      'A1',
      'A2',
      'Robe midi Sézane soie bordeaux 38',
      'Robe midi Sézane soie bordeaux 38',
    ]);
    const second = String(accounts[0].live_listings[1].item_id);
    await vintedControl(vinted.url, 'POST', `items/${second}/delete`);
    expect(await vintedEffects(vinted.url)).toMatchObject({ listed_twice: 1, live_listings: 4 });
    await vintedControl(vinted.url, 'PUT', 'options', { sku_mark: 'SKU: ' });
    expect((await vintedEffects(vinted.url)).listed_twice).toBe(3);
  });

  it('photos that no item took', async () => {
    await seller.create();
    await seller.upload(crypto.randomUUID());
    expect(await vintedEffects(vinted.url)).toMatchObject({ photos: 2, orphan_photos: 1 });
  });

  it('calls by operation, refused ones too', async () => {
    await seller.create();
    await seller.create({ title: '' });
    const { calls } = await vintedEffects(vinted.url);
    expect(calls).toEqual({ uploadPhoto: 2, createItem: 2 });
  });

  it('the most writes at once', async () => {
    await seller.create();
    expect((await vintedEffects(vinted.url)).writes_in_parallel).toBe(1);
    await vintedControl(vinted.url, 'PUT', 'options', { latency_ms: 100 });
    await Promise.all([seller.upload(crypto.randomUUID()), seller.upload(crypto.randomUUID())]);
    expect((await vintedEffects(vinted.url)).writes_in_parallel).toBe(2);
  });

  it('shows a new item late, newest first, page by page', async () => {
    for (const title of ['Un', 'Deux', 'Trois']) await seller.create({ title });
    await vintedControl(vinted.url, 'PUT', 'options', { index_lag_ms: 5000 });
    const late = await seller.create({ title: 'Quatre' });
    const page = async (query: string): Promise<readonly string[]> => {
      const path = `/api/v2/wardrobe/${seller.member.user_id}/items?${query}`;
      return (await seller.call('GET', path)).json.items.map(({ title }: { title: string }) => title);
    };
    expect(await page('order=newest_first&per_page=2&page=1')).toEqual(['Trois', 'Deux']);
    expect(await page('order=newest_first&per_page=2&page=2')).toEqual(['Un']);
    // What the owner reads is not the index.
    const own = `/api/v2/item_upload/items/${String(late.json.item.id)}`;
    expect((await seller.call('GET', own)).status).toBe(200);
    now += 5000;
    expect(await page('order=newest_first&per_page=1')).toEqual(['Quatre']);
  });

  it('goes on showing what was deleted, where it is told to', async () => {
    const { item } = (await seller.create()).json;
    await seller.call('POST', `/api/v2/items/${String(item.id)}/delete`);
    const path = `/api/v2/wardrobe/${seller.member.user_id}/items`;
    expect((await seller.call('GET', path)).json.items).toEqual([]);
    await vintedControl(vinted.url, 'PUT', 'options', { deleted_in_wardrobe: true });
    expect((await seller.call('GET', path)).json.items).toEqual([
      expect.objectContaining({ is_closed: true, item_closing_action: 'deleted' }),
    ]);
  });
});
