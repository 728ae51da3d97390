import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { applyListingEffect } from '../../../src/listings/apply-listing-effect.ts';
import { COAT, startCatalogueApp } from '../products/support/catalogue-app.ts';
import type { CatalogueApp } from '../products/support/catalogue-app.ts';

interface Page {
  readonly data: readonly { readonly id: number; readonly [field: string]: unknown }[];
  readonly next_cursor: string | null;
}

describe('the listings of a tenant', () => {
  let app: CatalogueApp;
  let seller: ReturnType<CatalogueApp['as']>;
  let ebayId: number;
  let vintedId: number;
  let productIds: number[];
  let listingIds: number[];

  beforeAll(async () => {
    app = await startCatalogueApp();
    seller = app.as(1);
    const idOf = async (path: string, body: object): Promise<number> =>
      (await seller<{ id: number }>('POST', path, body)).body.id;
    productIds = [
      await idOf('/api/products', { ...COAT, sku: 'L-1' }),
      await idOf('/api/products', { ...COAT, sku: 'L-2' }),
    ];
    ebayId = await idOf('/api/marketplace/accounts', {
      marketplace: 'ebay',
      name: 'a',
      external_id: 'a',
      credentials: { refresh_token: 'r' },
    });
    vintedId = await idOf('/api/marketplace/accounts', {
      marketplace: 'vinted',
      name: 'b',
      external_id: 'b',
    });
    listingIds = [];
    for (const [productIndex, accountId, status] of [
      [0, ebayId, 'live'],
      [1, ebayId, 'draft'],
      [0, vintedId, 'live'],
    ] as const) {
      const key = { productId: productIds[productIndex] ?? 0, accountId };
      const { id } = await app.db.transaction((sql) =>
        applyListingEffect(sql, tenantRef(1), key, {
          type: 'listing',
          status,
          externalIds: { listing_id: `l-${listingIds.length}` },
          url: 'https://m.example/1',
          verified: true,
        }),
      );
      listingIds.push(id);
    }
  });
  afterAll(() => app.close());

  it('are shown with their account’s marketplace', async () => {
    const answer = await seller('GET', `/api/listings/${listingIds[0]}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      id: listingIds[0],
      product_id: productIds[0],
      account_id: ebayId,
      marketplace: 'ebay',
      status: 'live',
      external_ids: { listing_id: 'l-0' },
      url: 'https://m.example/1',
      last_verified_at: expect.any(String),
      superseded_by: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
  });

  it.each([
    ['', [2, 1, 0]],
    ['product_id=PRODUCT', [2, 0]],
    ['product_ids=PRODUCT', [2, 0]],
    ['product_ids=999999,PRODUCT&status=live', [2, 0]],
    ['account_id=EBAY', [1, 0]],
    ['marketplace=vinted', [2]],
    ['status=live', [2, 0]],
    ['marketplace=ebay&status=live&product_id=PRODUCT', [0]],
    ['marketplace=etsy', []],
  ])('are listed newest first by "%s"', async (filter, expected) => {
    const query = filter.replace('PRODUCT', String(productIds[0])).replace('EBAY', String(ebayId));
    const page = await seller<Page>('GET', `/api/listings?${query}`);
    expect(page.body.data.map(({ id }) => id)).toEqual(expected.map((index) => listingIds[index]));
  });

  it('come page by page', async () => {
    const first = await seller<Page>('GET', '/api/listings?limit=2');
    const second = await seller<Page>('GET', `/api/listings?limit=2&cursor=${first.body.next_cursor}`);
    expect([...first.body.data, ...second.body.data].map(({ id }) => id)).toEqual(listingIds.toReversed());
    expect(second.body.next_cursor).toBeNull();
  });

  it('of another tenant look as if they did not exist', async () => {
    const stranger = app.as(2);
    expect((await stranger('GET', `/api/listings/${listingIds[0]}`)).body).toMatchObject({
      status: 404,
      code: 'listing.not_found',
    });
    expect((await stranger<Page>('GET', '/api/listings')).body.data).toEqual([]);
  });

  it('are not found by a filter that means nothing', async () => {
    expect((await seller('GET', '/api/listings?product_id=x')).status).toBe(400);
    expect((await seller('GET', '/api/listings?status=lost')).status).toBe(400);
  });
});
