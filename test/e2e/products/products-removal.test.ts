import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COAT, startCatalogueApp } from './support/catalogue-app.ts';
import type { CatalogueApp } from './support/catalogue-app.ts';

describe('removing a product', () => {
  let app: CatalogueApp;
  let seller: ReturnType<CatalogueApp['as']>;
  let accountId: number;
  let serial = 0;

  beforeAll(async () => {
    app = await startCatalogueApp();
    seller = app.as(1);
    const [account] = await app.db.query<{ id: number }>(
      `insert into user_1.marketplace_accounts (marketplace, name, external_id) values ('ebay', 'a', 'a') returning id`,
    );
    accountId = account?.id ?? 0;
  });
  afterAll(() => app.close());

  const newProduct = async (): Promise<number> => {
    serial += 1;
    return (await seller<{ id: number }>('POST', '/api/products', { ...COAT, sku: `R-${serial}` })).body.id;
  };
  const addListing = (productId: number, status: string): Promise<unknown> =>
    app.db.query(`insert into user_1.listings (product_id, account_id, status) values ($1, $2, $3)`, [
      productId,
      accountId,
      status,
    ]);
  const addJob = (productId: number, status: string): Promise<unknown> =>
    app.db.query(
      `insert into user_1.marketplace_jobs
         (action_type_id, marketplace, action_code, account_id, product_id, status, priority, max_attempts)
       values (1, 'ebay', 'publish', $2, $1, $3, 2, 3)`,
      [productId, accountId, status],
    );

  it('leaves it where it was changed since it was looked at', async () => {
    const id = await newProduct();
    await seller('PATCH', `/api/products/${id}`, { title: 'Better', version: 1 });
    const refused = await seller('DELETE', `/api/products/${id}`, undefined, { 'if-match': '"1"' });
    expect(refused.body).toMatchObject({ status: 412, code: 'product.version_conflict', current_version: 2 });
    const removed = await seller('DELETE', `/api/products/${id}`, undefined, { 'if-match': '"2"' });
    expect(removed.body).toEqual({ id, result: 'deleted' });
  });

  it('deletes it when nothing tells of it', async () => {
    const id = await newProduct();
    expect((await seller('DELETE', `/api/products/${id}`)).body).toEqual({ id, result: 'deleted' });
    expect((await seller('GET', `/api/products/${id}`)).status).toBe(404);
  });

  it.each(['ended', 'sold'])('archives it when it has a listing that is %s', async (status) => {
    const id = await newProduct();
    await addListing(id, status);
    expect((await seller('DELETE', `/api/products/${id}`)).body).toEqual({ id, result: 'archived' });
    expect((await seller('GET', `/api/products/${id}`)).body).toMatchObject({
      status: 'archived',
      version: 2,
    });
  });

  it('archives it when it has a finished job', async () => {
    const id = await newProduct();
    await addJob(id, 'completed');
    expect((await seller('DELETE', `/api/products/${id}`)).body).toMatchObject({ result: 'archived' });
  });

  it.each(['draft', 'live', 'unknown'])('is refused while it has a listing that is %s', async (status) => {
    const id = await newProduct();
    await addListing(id, status);
    expect((await seller('DELETE', `/api/products/${id}`)).body).toMatchObject({
      status: 409,
      code: 'product.in_use',
      open_listings: 1,
      open_jobs: 0,
    });
    expect((await seller('GET', `/api/products/${id}`)).body).toMatchObject({ status: 'active' });
  });

  it.each(['pending', 'processing', 'paused'])('is refused while it has a job that is %s', async (status) => {
    const id = await newProduct();
    await addJob(id, status);
    expect((await seller('DELETE', `/api/products/${id}`)).body).toMatchObject({
      status: 409,
      code: 'product.in_use',
      open_jobs: 1,
    });
  });
});
