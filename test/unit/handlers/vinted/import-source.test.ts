import { describe, expect, it } from '@jest/globals';
import type { FoundListing } from '../../../../src/domain/found.ts';
import { VintedImportSource } from '../../../../src/handlers/vinted/account/vinted-import-source.ts';
import type { KnownListing } from '../../../../src/listings/known-listings.ts';
import { accountStep, browserOf, Fails } from './asked-browser.ts';

const FORM = {
  title: 'Robe',
  description: 'Très belle.\n\nRef. ROBE 7',
  price: 45.5,
  currency: 'EUR',
  brand: 'Sézane',
  catalog_id: 1037,
  size_id: 4,
  status_id: 2,
  color_ids: [27, 1],
  item_attributes: [{ code: 'material', ids: [46] }],
};

function known(...ids: readonly number[]): { all(): Promise<readonly KnownListing[]> } {
  const listings = ids.map((id) => ({
    id,
    productId: id,
    status: 'live' as const,
    externalIds: { item_id: String(id) },
    shown: {},
    quantity: 1,
    sku: `S${id}`,
    changedAtMs: 0,
    busy: false,
  }));
  return { all: () => Promise.resolve(listings) };
}

function wardrobeOf(
  size: number,
  forms: (id: number) => object = () => ({ item: FORM }),
): ReturnType<typeof browserOf> {
  const items = Array.from({ length: size }, (_unused, place) => ({
    id: size - place,
    title: 'Robe',
    price: { amount: '45.5', currency_code: 'EUR' },
    is_closed: false,
    photo_urls: ['https://images.vinted.example/1.jpeg'],
  }));
  return browserOf({
    'vinted.wardrobe.list': ({ page, per_page: perPage, with_photos: photos }) => ({
      items:
        photos === true
          ? items.slice((Number(page) - 1) * Number(perPage), Number(page) * Number(perPage))
          : [],
      pagination: {
        current_page: page,
        total_pages: Math.ceil(size / Number(perPage)),
        total_entries: size,
      },
    }),
    'vinted.item.read': ({ item_id: id }) => forms(Number(id)),
  });
}

async function allOf(
  { questions }: ReturnType<typeof browserOf>,
  records = known(),
): Promise<{ readonly listings: readonly FoundListing[]; readonly pages: number }> {
  const source = new VintedImportSource(questions, records);
  const listings: FoundListing[] = [];
  for (let cursor: string | null = null, pages = 1; ; pages += 1) {
    const page = await source.page(accountStep(), cursor);
    listings.push(...page.listings);
    if (page.next === null) return { listings, pages };
    cursor = page.next;
  }
}

describe('what an import reads of a wardrobe', () => {
  it('is all that a product can be made of', async () => {
    const { listings } = await allOf(wardrobeOf(1));
    expect(listings).toEqual([
      {
        externalIds: { item_id: '1' },
        status: 'live',
        title: 'Robe',
        sku: 'ROBE 7',
        description: 'Très belle.',
        price: '45.50',
        currency: 'EUR',
        quantity: 1,
        url: 'https://www.vinted.fr/items/1',
        pictures: ['https://images.vinted.example/1.jpeg'],
        details: {
          brand: 'Sézane',
          category: 'coats',
          gender: 'women',
          size: 'M',
          colour: 'navy',
          material: 'wool',
          condition: 'very_good',
        },
        shown: { title: 'Robe', price: '45.50' },
      },
    ]);
  });

  it('is a few forms a step, and every item once', async () => {
    const { listings, pages } = await allOf(wardrobeOf(30));
    expect(listings.map(({ externalIds }) => Number(externalIds['item_id']))).toEqual(
      Array.from({ length: 30 }, (_unused, place) => 30 - place),
    );
    expect(pages).toBe(8);
  });

  it('is no form of an item that StoFlow knows', async () => {
    const browser = wardrobeOf(30);
    const ids = Array.from({ length: 29 }, (_unused, place) => place + 1);
    const { listings, pages } = await allOf(browser, known(...ids));
    expect([listings.length, pages]).toEqual([30, 2]);
    expect(browser.asked.filter((one) => one.startsWith('item.read'))).toEqual(['item.read 30']);
  });

  it('is nothing of an item that went before its form was opened', async () => {
    const { listings } = await allOf(wardrobeOf(1, () => new Fails('not_found')));
    expect(listings).toMatchObject([{ externalIds: { item_id: '1' }, status: 'ended' }]);
  });

  it('is nothing that the tables do not know', async () => {
    const form = { title: 'Robe', catalog_id: 5, size_id: 999, status_id: 99, color_ids: [], brand: '' };
    const { listings } = await allOf(wardrobeOf(1, () => ({ item: form })));
    expect(listings[0]?.details).toEqual({});
  });
});
