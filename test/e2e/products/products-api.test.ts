import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COAT, startCatalogueApp } from './support/catalogue-app.ts';
import type { CatalogueApp } from './support/catalogue-app.ts';
import { bearer } from '../../support/tokens.ts';

interface ProductBody {
  readonly id: number;
  readonly version: number;
  readonly [field: string]: unknown;
}

describe('the products of a tenant', () => {
  let app: CatalogueApp;
  let seller: ReturnType<CatalogueApp['as']>;
  let stranger: ReturnType<CatalogueApp['as']>;
  let serial = 0;

  beforeAll(async () => {
    app = await startCatalogueApp();
    seller = app.as(1);
    stranger = app.as(2);
  });
  afterAll(() => app.close());

  const create = async (fields: Record<string, unknown> = {}): Promise<ProductBody> => {
    serial += 1;
    const answer = await seller<ProductBody>('POST', '/api/products', {
      ...COAT,
      sku: `S-${serial}`,
      ...fields,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  it('are created with every field, and read back as they were', async () => {
    const fields = {
      sku: 'FULL-1',
      title: 'Wool coat',
      description: 'Worn twice.',
      price: 89.9,
      currency: 'EUR',
      quantity: 2,
      brand: 'Acme',
      category: 'Women > Coats',
      size: 'M',
      colour: 'navy',
      material: 'wool',
      condition: 'very_good',
      gender: 'women',
      made_year: 1998,
      pictures: [
        { url: 'https://p.example/1.jpg' },
        { url: 'https://p.example/2.jpg', sha256: 'a'.repeat(64) },
      ],
      attributes: { sleeve: 'long', tags: ['warm'] },
    };
    const created = await seller<ProductBody>('POST', '/api/products', fields);
    expect(created.status).toBe(201);
    expect(created.headers.get('etag')).toBe('"1"');
    expect(created.body).toMatchObject({ ...fields, price: '89.90', status: 'active', version: 1 });
    const read = await seller('GET', `/api/products/${created.body.id}`);
    expect(read.status).toBe(200);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toEqual(created.body);
  });

  it('have defaults for what the seller does not say', async () => {
    expect(await create()).toMatchObject({
      description: '',
      quantity: 1,
      brand: null,
      made_year: null,
      pictures: [],
      attributes: {},
      status: 'active',
    });
  });

  it('are refused with the fields that are wrong', async () => {
    const answer = await seller('POST', '/api/products', {
      ...COAT,
      price: 0,
      currency: 'euro',
      colour_name: 'x',
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'request.invalid' });
    expect((answer.body['fields'] as { field: string }[]).map(({ field }) => field).sort()).toEqual([
      'colour_name',
      'currency',
      'price',
    ]);
  });

  it('have each SKU once, but two tenants may use the same', async () => {
    const { sku, id } = await create();
    const again = await seller('POST', '/api/products', { ...COAT, sku });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: 'product.sku_taken', fields: [{ field: 'sku' }] });
    const other = await create();
    const renamed = await seller('PATCH', `/api/products/${other.id}`, { sku, version: other.version });
    expect(renamed.body).toMatchObject({ status: 409, code: 'product.sku_taken' });
    expect((await stranger('POST', '/api/products', { ...COAT, sku })).status).toBe(201);
    expect((await seller('GET', `/api/products/${id}`)).status).toBe(200);
  });

  it('change only in the fields that are given; null empties one', async () => {
    const product = await create({
      brand: 'Acme',
      size: 'M',
      pictures: [{ url: 'https://p.example/1.jpg' }],
    });
    const changed = await seller<ProductBody>('PATCH', `/api/products/${product.id}`, {
      version: product.version,
      brand: null,
      price: '5',
    });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).toBe('"2"');
    const { updated_at: _updated, ...rest } = product;
    expect(changed.body).toMatchObject({ ...rest, brand: null, price: '5.00', version: 2 });
    const emptied = await seller('PATCH', `/api/products/${product.id}`, { version: 2, title: null });
    expect(emptied.body).toMatchObject({ status: 400, fields: [{ field: 'title' }] });
  });

  it('are not changed on the ground of an old version', async () => {
    const { id } = await create();
    const first = await seller('PATCH', `/api/products/${id}`, { title: 'First' }, { 'if-match': '"1"' });
    expect(first.status).toBe(200);
    const second = await seller('PATCH', `/api/products/${id}`, { title: 'Second' }, { 'if-match': '"1"' });
    expect(second.status).toBe(412);
    expect(second.body).toMatchObject({ code: 'product.version_conflict', current_version: 2 });
    const third = await seller('PATCH', `/api/products/${id}`, { title: 'Second', version: 1 });
    expect(third.body).toMatchObject({ status: 409, code: 'product.version_conflict', current_version: 2 });
    for (const tag of ['W/"2"', '*', '2']) {
      const vague = await seller('PATCH', `/api/products/${id}`, { title: 'Second' }, { 'if-match': tag });
      expect([tag, vague.status]).toEqual([tag, 412]);
    }
    const blind = await seller('PATCH', `/api/products/${id}`, { title: 'Third' });
    expect(blind.body).toMatchObject({ status: 400, code: 'product.version_required' });
    expect((await seller('GET', `/api/products/${id}`)).body).toMatchObject({ title: 'First', version: 2 });
  });

  it('are not sent again to whoever has the present version', async () => {
    const { id } = await create();
    const path = `/api/products/${id}`;
    const known = (await seller('GET', path)).headers.get('etag') ?? '';
    const again = await fetch(app.url + path, {
      headers: { authorization: await bearer({ tenant: 1 }), 'if-none-match': known },
    });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', known]);
    await seller('PATCH', path, { title: 'New', version: 1 });
    const changed = await seller('GET', path, undefined, { 'if-none-match': known });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
  });

  it('are changed once when many change the same version at the same moment', async () => {
    const { id } = await create();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        seller('PATCH', `/api/products/${id}`, { title: `Title ${index}`, version: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
    expect((await seller<ProductBody>('GET', `/api/products/${id}`)).body.version).toBe(2);
  });

  it('of another tenant look as if they did not exist', async () => {
    // Ids count per tenant, so only an id that the stranger does not have shows anything.
    const { id } = await create();
    const [highest] = await app.db.query<{ id: number }>(
      `select coalesce(max(id), 0) as id from user_2.products`,
    );
    expect(id).toBeGreaterThan(highest?.id ?? 0);
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { title: 'Stolen', version: 1 }],
      ['DELETE', undefined],
    ] as const) {
      const foreign = await stranger(method, `/api/products/${id}`, body);
      expect(foreign.body).toMatchObject({ status: 404, code: 'product.not_found' });
    }
    expect((await seller('GET', `/api/products/${id}`)).body).toMatchObject({ version: 1, status: 'active' });
  });

  it('are listed newest first, page by page, by filter', async () => {
    const brand = 'Percent%_Brand';
    const made = [];
    for (const title of ['Alpha', 'Beta', 'Gamma'])
      made.push(await create({ title, brand, category: 'Paged' }));
    const first = await seller<{ data: ProductBody[]; next_cursor: string }>(
      'GET',
      '/api/products?category=Paged&limit=2',
    );
    expect(first.body.data.map(({ id }) => id)).toEqual([made[2]?.id, made[1]?.id]);
    const second = await seller<{ data: ProductBody[]; next_cursor: null }>(
      'GET',
      `/api/products?category=Paged&limit=2&cursor=${first.body.next_cursor}`,
    );
    expect(second.body).toMatchObject({ data: [{ id: made[0]?.id }], next_cursor: null });
    const found = async (query: string): Promise<number> =>
      (await seller<{ data: unknown[] }>('GET', `/api/products?${query}`)).body.data.length;
    expect(await found('q=percent%25_')).toBe(3);
    expect(await found('q=percent__')).toBe(0);
    expect(await found('q=gam&category=Paged')).toBe(1);
    expect(await found(`sku=${String(made[0]?.['sku'])}`)).toBe(1);
    expect(await found('status=draft&category=Paged')).toBe(0);
    expect(await found(`ids=${made[0]?.id},${made[2]?.id},999999`)).toBe(2);
    expect((await seller('GET', '/api/products?ids=1,,2')).status).toBe(400);
    expect((await seller('GET', '/api/products?status=lost')).status).toBe(400);
  });
});
