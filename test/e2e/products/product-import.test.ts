import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COAT, startCatalogueApp } from './support/catalogue-app.ts';
import type { CatalogueApp } from './support/catalogue-app.ts';

interface Result {
  readonly imported: number;
  readonly updated: number;
  readonly failed: number;
  readonly rows: readonly {
    readonly row: number;
    readonly sku: string;
    readonly field: string;
    readonly code: string;
  }[];
}

const IMPORT = '/api/products/import';

describe('importing products', () => {
  let app: CatalogueApp;
  let seller: ReturnType<CatalogueApp['as']>;

  beforeAll(async () => {
    app = await startCatalogueApp();
    seller = app.as(1);
  });
  afterAll(() => app.close());

  const bySku = async (sku: string): Promise<Record<string, unknown> | undefined> =>
    (await seller<{ data: Record<string, unknown>[] }>('GET', `/api/products?sku=${sku}`)).body.data[0];

  it('stores the good rows of a file and says what is wrong with each of the others', async () => {
    const file = [
      'sku,title,price,currency,quantity,pictures',
      'C-1,"Coat, ""navy""",12.5,EUR,1,https://p.example/1.jpg https://p.example/2.jpg',
      'C 2,Bad sku,1,EUR,1,',
      'C-3,Bad price and currency,free,euro,1,',
      'C-4,Short row,1,EUR',
      'C-1,Same again,1,EUR,1,',
      'C-6,Bad picture,1,EUR,1,ftp://p.example/1.jpg',
      'C-7,"Größe 38 – 暖かい 🧥",1,EUR,0,',
    ].join('\r\n');
    const answer = await seller<Result>('POST', IMPORT, `\uFEFF${file}\r\n`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ imported: 2, updated: 0, failed: 5 });
    expect(answer.body.rows.map(({ row, sku, field, code }) => [row, sku, field, code])).toEqual([
      [3, 'C 2', 'sku', 'matches'],
      [4, 'C-3', 'price', 'price'],
      [4, 'C-3', 'currency', 'is_in'],
      [5, 'C-4', null, 'column_count'],
      [6, 'C-1', 'sku', 'duplicate_sku'],
      [7, 'C-6', 'pictures[0].url', 'is_url'],
    ]);
    expect(await bySku('C-1')).toMatchObject({
      title: 'Coat, "navy"',
      price: '12.50',
      pictures: [{ url: 'https://p.example/1.jpg' }, { url: 'https://p.example/2.jpg' }],
    });
    expect(await bySku('C-7')).toMatchObject({ title: 'Größe 38 – 暖かい 🧥', quantity: 0 });
  });

  it('updates products that are there by their SKU and leaves columns alone that the file has not', async () => {
    await seller('POST', '/api/products', { ...COAT, sku: 'U-1', brand: 'Acme', size: 'M', quantity: 3 });
    const file = 'sku,title,price,currency,size\nU-1,New title,2,GBP,\nU-2,Other,3,GBP,L\n';
    expect((await seller<Result>('POST', IMPORT, file)).body).toEqual({
      imported: 1,
      updated: 1,
      failed: 0,
      rows: [],
    });
    expect(await bySku('U-1')).toMatchObject({
      title: 'New title',
      price: '2.00',
      currency: 'GBP',
      brand: 'Acme',
      size: null,
      quantity: 3,
      version: 2,
    });
  });

  it('takes the same as JSON, each product with fields of its own', async () => {
    const products = [
      { ...COAT, sku: 'J-1', attributes: { sleeve: 'long' } },
      { ...COAT, sku: 'J-2', brand: 'Acme', made_year: 1990 },
      { ...COAT, sku: 'J-3', price: '0' },
      'no product',
    ];
    const first = await seller<Result>('POST', IMPORT, { products });
    expect(first.body).toMatchObject({ imported: 2, updated: 0, failed: 2 });
    expect(first.body.rows.map(({ row, code }) => [row, code])).toEqual([
      [3, 'price'],
      [4, 'is_object'],
    ]);
    const second = await seller<Result>('POST', IMPORT, {
      products: [{ ...COAT, sku: 'J-2', title: 'Changed' }],
    });
    expect(second.body).toMatchObject({ imported: 0, updated: 1, failed: 0 });
    expect(await bySku('J-2')).toMatchObject({ title: 'Changed', brand: 'Acme', made_year: 1990 });
    expect(await bySku('J-1')).toMatchObject({ attributes: { sleeve: 'long' }, quantity: 1 });
  });

  it('brings an archived product back', async () => {
    await seller('POST', IMPORT, { products: [{ ...COAT, sku: 'ARCH-1' }] });
    await app.db.query(`update user_1.products set status = 'archived' where sku = 'ARCH-1'`);
    await seller('POST', IMPORT, { products: [{ ...COAT, sku: 'ARCH-1' }] });
    expect(await bySku('ARCH-1')).toMatchObject({ status: 'active' });
  });

  it('stores 10,000 products, and nothing of more', async () => {
    const file = (count: number, prefix: string): string =>
      `sku,title,price,currency\n${Array.from({ length: count }, (_, index) => `${prefix}-${index},t,1,EUR`).join('\n')}`;
    const whole = await seller<Result>('POST', IMPORT, file(10_000, 'BULK'));
    expect(whole.body).toEqual({ imported: 10_000, updated: 0, failed: 0, rows: [] });
    const surplus = await seller('POST', IMPORT, file(10_001, 'MORE'));
    expect(surplus.body).toMatchObject({ status: 413, code: 'import.too_many_rows' });
    expect(await bySku('MORE-0')).toBeUndefined();
  });

  it.each([
    ['an unknown column', 'sku,title,price,currency,weight\n', 400, 'import.unknown_column'],
    ['a missing column', 'sku,title\n', 400, 'import.missing_column'],
    ['an open quote', 'sku,title,price,currency\nA,"t,1,EUR\n', 400, 'import.malformed'],
    ['a body without products', { items: [] }, 400, 'import.malformed'],
  ])('refuses %s as a whole', async (_what, body, status, code) => {
    expect((await seller('POST', IMPORT, body)).body).toMatchObject({ status, code });
  });

  it('refuses other media types and bodies above 20 MB', async () => {
    const html = await seller('POST', IMPORT, '<html>', { 'content-type': 'text/html' });
    expect(html.status).toBe(415);
    const huge = await seller('POST', IMPORT, 'x'.repeat(20 * 1024 * 1024 + 1));
    expect(huge.body).toMatchObject({ status: 413, code: 'request.too_large' });
  });

  it('stays with the tenant who imports', async () => {
    await seller('POST', IMPORT, { products: [{ ...COAT, sku: 'MINE-1' }] });
    const foreign = await app.as(2)<{ data: unknown[] }>('GET', '/api/products?sku=MINE-1');
    expect(foreign.body.data).toEqual([]);
  });
});
