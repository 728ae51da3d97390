import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportEffect } from '../../../../src/domain/effects.ts';
import type { FoundListing } from '../../../../src/domain/found.ts';
import { salesWorld } from '../../../support/sales-world.ts';
import type { SalesWorld } from '../../../support/sales-world.ts';

describe('a listing that StoFlow did not know', () => {
  let world: SalesWorld;
  let account: number;
  let found = 0;
  beforeAll(async () => {
    world = await salesWorld();
    [account] = world.accounts;
  });
  afterAll(() => world.close());

  function listing(more: Partial<FoundListing> = {}): FoundListing {
    found += 1;
    const title = `Found ${found}`;
    return {
      externalIds: { item_id: `found-${found}` },
      status: 'live',
      title,
      price: '19.00',
      currency: 'EUR',
      quantity: 1,
      url: `https://market.example/${found}`,
      pictures: [`https://market.example/${found}.jpg`],
      details: { brand: 'Acme', condition: 'good', gender: 'nobody' },
      shown: { title, price: '19.00' },
      ...more,
    };
  }
  const imported = (one: FoundListing, samePicture: readonly number[] = []): ImportEffect => ({
    type: 'import',
    listing: one,
    samePicture,
  });
  const products = (where: string, value: string): Promise<{ id: number; sku: string }[]> =>
    world.database.query(`select id, sku from user_1.products where ${where} = $1 order by id`, [value]);
  const listingsOf = async (id: number): Promise<readonly string[]> => world.listings(id);

  it('becomes a product with what the marketplace shows, once', async () => {
    const one = listing({ sku: 'THEIRS-1' });
    await world.find(account, imported(one));
    await world.find(account, imported(one));
    const [row, ...others] = await world.database.query(
      `select sku, title, price::text, currency, quantity, brand, condition, gender, pictures, status
       from user_1.products where title = $1`,
      [one.title],
    );
    expect(others).toEqual([]);
    expect(row).toEqual({
      sku: 'THEIRS-1',
      title: one.title,
      price: '19.00',
      currency: 'EUR',
      quantity: 1,
      brand: 'Acme',
      condition: 'good',
      gender: null,
      pictures: [{ url: one.pictures?.[0] }],
      status: 'active',
    });
    const [product] = await products('sku', 'THEIRS-1');
    expect(await listingsOf(product?.id ?? 0)).toEqual([`${account} live`]);
  });

  it('without a price is a draft', async () => {
    const { price: _price, ...priceless } = listing();
    await world.find(account, imported(priceless));
    const [product] = await products('title', priceless.title);
    expect(await world.stock(product?.id ?? 0)).toBe('1 draft');
  });

  it('belongs to the product with its SKU, whatever it is called', async () => {
    const productId = await world.product(1, []);
    const [{ sku = '' } = {}] = await products('id', String(productId));
    await world.find(account, imported(listing({ sku })));
    expect(await listingsOf(productId)).toEqual([`${account} live`]);
    expect(await products('sku', sku)).toHaveLength(1);
  });

  it('belongs to the product with its title and its picture', async () => {
    const [product] = await world.database.query<{ id: number }>(
      `insert into user_1.products (sku, title, price, currency) values ('SAME-PIC', 'Blue   Hat', 5, 'EUR') returning id`,
    );
    const id = product?.id ?? 0;
    await world.find(account, imported(listing({ title: 'blue hat' }), [id]));
    expect(await listingsOf(id)).toEqual([`${account} live`]);
  });

  it.each([
    ['only the title is the same', async () => [await titled('Twin A')], []],
    [
      'two products have the title and the picture',
      async () => [await titled('Twin B'), await titled('Twin B')],
      'all',
    ],
    ['the product is listed on this account already', async () => [await titled('Twin C', true)], 'all'],
  ] as const)('is put to a person where %s', async (_why, prepare, same) => {
    const ids = await prepare();
    const [{ title = '' } = {}] = await world.database.query<{ title: string }>(
      'select title from user_1.products where id = $1',
      [ids[0]],
    );
    const before = await products('title', title);
    await world.find(account, imported(listing({ title }), same === 'all' ? ids : []));
    expect(await products('title', title)).toEqual(before);
    const [question] = await world.database.query<{ code: string; details: { candidates: object[] } }>(
      `select code, details from user_1.pending_actions order by id desc limit 1`,
    );
    expect(question?.code).toBe('import.ambiguous');
    expect(question?.details.candidates).toMatchObject(ids.map((id) => ({ product_id: id })));
  });

  it('that is found twice in doubt is asked about once', async () => {
    await titled('Twin D');
    const one = imported(listing({ title: 'Twin D' }));
    const open = (await world.questions()).length;
    await world.find(account, one);
    await world.find(account, one);
    expect((await world.questions()).length).toBe(open + 1);
  });

  async function titled(title: string, listed = false): Promise<number> {
    const id = await world.product(1, listed ? [account] : []);
    await world.database.query('update user_1.products set title = $2 where id = $1', [id, title]);
    return id;
  }
});
