import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { VintedListingSource } from '../../../../src/handlers/vinted/account/vinted-listing-source.ts';
import { accountStep, browserOf, Fails } from './asked-browser.ts';

const PAGE = 96;

interface Item {
  readonly id: number;
  readonly title: string;
  readonly [key: string]: unknown;
}

/** A wardrobe that changes before every page but the first, as told. */
class LivingWardrobe {
  items: Item[];
  reads = 0;
  private newest: number;

  constructor(
    size: number,
    private readonly changes: readonly { readonly add: number; readonly remove: readonly number[] }[] = [],
    private readonly isCounted = true,
  ) {
    this.newest = size;
    this.items = Array.from({ length: size }, (_unused, place) => itemOf(size - place));
  }

  list = (payload: Readonly<Record<string, unknown>>): object => {
    const change = this.changes[this.reads - 1];
    this.reads += 1;
    for (const place of change?.remove ?? []) this.items.splice(place % Math.max(1, this.items.length), 1);
    for (let n = 0; n < (change?.add ?? 0); n += 1) this.items.unshift(itemOf((this.newest += 1)));
    const page = Number(payload['page']);
    return {
      items: this.items.slice((page - 1) * PAGE, page * PAGE),
      pagination: {
        current_page: page,
        total_pages: Math.max(1, Math.ceil(this.items.length / PAGE)),
        total_entries: this.isCounted ? this.items.length : null,
      },
    };
  };
}

const itemOf = (id: number): Item => ({ id, title: `Robe ${id}`, is_closed: false });

async function sweep(wardrobe: LivingWardrobe): Promise<{ readonly ids: readonly string[]; pages: number }> {
  const { questions } = browserOf({ 'vinted.wardrobe.list': wardrobe.list });
  const source = new VintedListingSource(questions);
  const ids: string[] = [];
  let pages = 0;
  for (let cursor: string | null = null; ;) {
    const { listings, next } = await source.page(accountStep(), cursor);
    pages += 1;
    ids.push(...listings.map(({ externalIds }) => externalIds['item_id'] ?? ''));
    if (next === null) return { ids, pages };
    cursor = next;
  }
}

describe('a look through a wardrobe', () => {
  it('reads every page once where nothing moves', async () => {
    const { ids, pages } = await sweep(new LivingWardrobe(200));
    expect(ids).toEqual(Array.from({ length: 200 }, (_unused, place) => String(200 - place)));
    expect(pages).toBe(3);
    expect(await sweep(new LivingWardrobe(0))).toEqual({ ids: [], pages: 1 });
    expect((await sweep(new LivingWardrobe(192))).pages).toBe(2);
  });

  it('goes back where an item went, and misses none of those that moved to the page before', async () => {
    const { ids, pages } = await sweep(new LivingWardrobe(200, [{ add: 0, remove: [3] }]));
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 200 }, (_unused, place) => String(place + 1))));
    expect(pages).toBe(5);
  });

  it('shows items twice where one was added, and misses none', async () => {
    const { ids } = await sweep(new LivingWardrobe(200, [{ add: 2, remove: [] }]));
    expect(ids).toHaveLength(202);
    expect(new Set(ids).size).toBe(200);
  });

  it('goes back by a page where Vinted counts pages alone', async () => {
    const wardrobe = new LivingWardrobe(193, [{ add: 0, remove: [0] }], false);
    expect(new Set((await sweep(wardrobe)).ids).size).toBe(193);
  });

  it('never misses an item that stood there all the time', async () => {
    const change = fc.record({
      add: fc.integer({ min: 0, max: 5 }),
      remove: fc.array(fc.nat({ max: 400 }), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 400 }),
        fc.array(change, { maxLength: 8 }),
        async (size, changes) => {
          const wardrobe = new LivingWardrobe(size, changes);
          const before = wardrobe.items.map(({ id }) => String(id));
          const seen = new Set((await sweep(wardrobe)).ids);
          const after = new Set(wardrobe.items.map(({ id }) => String(id)));
          expect(before.filter((id) => after.has(id) && !seen.has(id))).toEqual([]);
        },
      ),
      { numRuns: 60, seed: 20261124 },
    );
  });

  it('gives up on a wardrobe from which items keep going', async () => {
    const changes = Array.from({ length: 200 }, () => ({ add: 0, remove: [0] }));
    await expect(sweep(new LivingWardrobe(400, changes))).rejects.toMatchObject({
      outcome: { kind: 'retry', code: 'vinted.wardrobe_restless' },
    });
  });
});

describe('a page of a wardrobe', () => {
  const page = async (reply: object, cursor: string | null = null): Promise<unknown> => {
    const { questions } = browserOf({ 'vinted.wardrobe.list': () => reply });
    return new VintedListingSource(questions).page(accountStep(), cursor);
  };
  const pagination = { current_page: 1, total_pages: 1, total_entries: 1 };

  it('says what each item is', async () => {
    const price = { amount: '12.5', currency_code: 'EUR' };
    const items = [
      { id: 9, title: 'A', price, is_closed: false, url: 'https://www.vinted.fr/items/9-a' },
      { id: 8, title: 'B', price: '7', is_draft: true },
      { id: 7, title: 'C', is_closed: true, item_closing_action: 'sold' },
      { id: 6, title: 'D', is_closed: true, item_closing_action: null },
      { id: 5, title: 'E', description: 'Warm.\n\nRef. COAT 5' },
    ];
    const { listings } = (await page({ items, pagination })) as {
      listings: readonly Readonly<Record<string, unknown>>[];
    };
    expect(listings.map(({ status }) => status)).toEqual(['live', 'draft', 'sold', 'ended', 'live']);
    expect(listings[0]).toEqual({
      externalIds: { item_id: '9' },
      status: 'live',
      title: 'A',
      price: '12.50',
      currency: 'EUR',
      url: 'https://www.vinted.fr/items/9-a',
      quantity: 1,
      shown: { title: 'A', price: '12.50' },
    });
    expect(listings[1]).toMatchObject({ price: '7.00', url: 'https://www.vinted.fr/items/8' });
    expect(listings[4]).toMatchObject({ sku: 'COAT 5', description: 'Warm.' });
  });

  it('is asked for only while its owner is logged in', async () => {
    const { questions, asked } = browserOf({ 'vinted.session.read': () => new Fails('wrong_account') });
    await expect(new VintedListingSource(questions).page(accountStep(), null)).rejects.toMatchObject({
      outcome: { kind: 'retry', waitsForLane: true, costsAttempt: false },
    });
    expect(asked).toEqual(['session.read undefined']);
  });

  it('that is another one, or empty where there are items, is not believed', async () => {
    const incomplete = { outcome: { kind: 'retry', code: 'vinted.page_incomplete' } };
    const items = [itemOf(1)];
    await expect(page({ items: [], pagination: { ...pagination, total_entries: 5 } })).rejects.toMatchObject(
      incomplete,
    );
    await expect(
      page({ items, pagination: { ...pagination, current_page: 2, total_pages: 2 } }),
    ).rejects.toMatchObject(incomplete);
  });

  it('of another shape fails, and one of nobody is refused', async () => {
    await expect(page({ items: [{ id: 'x' }], pagination })).rejects.toMatchObject({
      outcome: { kind: 'refused', code: 'plugin.shape_invalid' },
    });
    await expect(page({ items: [] })).rejects.toMatchObject({ outcome: { kind: 'refused' } });
    await expect(page(new Fails('not_found'))).rejects.toMatchObject({
      outcome: { kind: 'refused', code: 'vinted.wardrobe_not_found' },
    });
  });
});
