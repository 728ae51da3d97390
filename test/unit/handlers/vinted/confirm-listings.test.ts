import { describe, expect, it } from '@jest/globals';
import { VintedListingSource } from '../../../../src/handlers/vinted/account/vinted-listing-source.ts';
import { accountStep, browserOf, Fails } from './asked-browser.ts';

const known = (from: number, to: number): readonly { readonly item_id: string }[] =>
  Array.from({ length: to - from + 1 }, (_unused, place) => ({ item_id: String(from + place) }));

/** A wardrobe that shows some items, and forms of some. */
function vintedWith(shown: readonly number[], forms: readonly number[]): ReturnType<typeof browserOf> {
  return browserOf({
    'vinted.wardrobe.list': () => ({
      items: shown.map((id) => ({ id, title: 'Robe', is_closed: true, item_closing_action: 'sold' })),
      pagination: { current_page: 1, total_pages: 1, total_entries: shown.length },
    }),
    'vinted.item.read': ({ item_id: id }) =>
      forms.includes(Number(id))
        ? { item: { id, title: 'Robe', price: 12, currency: 'EUR', description: 'Ref. R1' } }
        : new Fails('not_found'),
  });
}

describe('items that no page showed', () => {
  it('are opened one by one, and those that are there are told of', async () => {
    const { questions, asked } = vintedWith([], [2]);
    const found = await new VintedListingSource(questions).confirm(accountStep(), known(1, 3));
    expect(found).toEqual([
      {
        externalIds: { item_id: '2' },
        status: 'live',
        title: 'Robe',
        sku: 'R1',
        description: '',
        price: '12.00',
        currency: 'EUR',
        url: 'https://www.vinted.fr/items/2',
        quantity: 1,
        shown: { title: 'Robe', price: '12.00' },
      },
    ]);
    expect(asked).toEqual(['item.read 1', 'item.read 2', 'item.read 3', 'session.read undefined']);
  });

  it('are not missing while somebody else is logged in, who may open no form', async () => {
    const { questions } = browserOf({
      'vinted.item.read': () => new Fails('not_found'),
      'vinted.session.read': () => new Fails('wrong_account'),
    });
    await expect(
      new VintedListingSource(questions).confirm(accountStep(), known(1, 1)),
    ).rejects.toMatchObject({ outcome: { kind: 'retry', waitsForLane: true } });
  });

  it('are looked for in the wardrobe once more where they are many', async () => {
    const { questions, asked } = vintedWith([5, 6, 7, 8], [9]);
    const found = await new VintedListingSource(questions).confirm(accountStep(), known(1, 24));
    expect(found.map(({ externalIds, status }) => `${externalIds['item_id'] ?? ''} ${status}`)).toEqual([
      '5 sold',
      '6 sold',
      '7 sold',
      '8 sold',
      '9 live',
    ]);
    expect(asked.filter((one) => one.startsWith('item.read'))).toHaveLength(20);
  });

  it('are gone where none of a sample is there', async () => {
    const { questions, asked } = vintedWith([], []);
    expect(await new VintedListingSource(questions).confirm(accountStep(), known(1, 500))).toEqual([]);
    const opened = asked.filter((one) => one.startsWith('item.read'));
    expect([opened.length, opened[0], opened.at(-1)]).toEqual([20, 'item.read 1', 'item.read 500']);
  });

  it('decide nothing where one of a sample is there, since the wardrobe then does not show all', async () => {
    const { questions } = vintedWith([], [500]);
    await expect(
      new VintedListingSource(questions).confirm(accountStep(), known(1, 500)),
    ).rejects.toMatchObject({ outcome: { kind: 'retry', code: 'vinted.wardrobe_incomplete' } });
  });

  it('without an id of Vinted are not asked for', async () => {
    const { questions, asked } = vintedWith([], []);
    expect(await new VintedListingSource(questions).confirm(accountStep(), [{}])).toEqual([]);
    expect(asked).toEqual([]);
  });
});
