import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { EbayBench } from './ebay-bench.ts';
import type { BenchSeller } from './ebay-bench.ts';

describe('updating a listing on eBay', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const writes = (): readonly string[] =>
    bench.proxy.calls
      .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/token'))
      .map(
        ({ method, path }) =>
          `${method} ${(path.split(/\/v1(?:_beta)?\//)[1] ?? '').replace(/\d{6,}/, 'ID')}`,
      );
  const picture = (n: number): { readonly url: string } => ({
    url: `${bench.standIn.url}/pictures/COAT1-${n}.png`,
  });
  const change = async (
    seller: BenchSeller,
    product: Partial<ProductSnapshot>,
  ): Promise<Readonly<Record<string, unknown>>> => {
    seller.product = { ...seller.product, ...product };
    const job = seller.update();
    const report = await job.run();
    expect(report.failure).toBeUndefined();
    expect(report.status).toBe('completed');
    seller.listing = job.listing;
    return report.result;
  };
  const pictures = async (seller: BenchSeller): Promise<readonly string[]> => {
    const { item } = await seller.held();
    return (item['product'] as { readonly imageUrls: readonly string[] }).imageUrls;
  };

  const kinds: readonly (readonly [string, Partial<ProductSnapshot>, readonly string[]])[] = [
    ['a title', { title: 'Manteau neuf' }, ['PUT inventory_item/SF0ECOATQ01']],
    ['a description', { description: 'Autre texte.' }, ['PUT inventory_item/SF0ECOATQ01']],
    ['a size', { size: 'L' }, ['PUT inventory_item/SF0ECOATQ01']],
    ['a condition', { condition: 'good' }, ['PUT inventory_item/SF0ECOATQ01']],
    ['a price', { price: '39.90' }, ['POST bulk_update_price_quantity']],
    ['a quantity', { quantity: 3 }, ['POST bulk_update_price_quantity']],
    ['price and quantity', { price: '39.90', quantity: 3 }, ['POST bulk_update_price_quantity']],
    ['a category', { attributes: { ebay_category_id: '57988' } }, ['PUT offer/ID']],
    [
      'title and price',
      { title: 'Manteau neuf', price: '39.90' },
      ['PUT inventory_item/SF0ECOATQ01', 'POST bulk_update_price_quantity'],
    ],
    [
      'category and quantity',
      { attributes: { ebay_category_id: '57988' }, quantity: 3 },
      ['PUT inventory_item/SF0ECOATQ01', 'PUT offer/ID'],
    ],
  ];

  it.each(kinds)('changes %s with no more writes than that takes', async (_name, product, expected) => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    const result = await change(seller, product);
    expect(writes()).toEqual(expected);
    expect(result).toMatchObject({ listing_id, status: 'live' });
    expect(seller.updater.plan(seller.context('update'))).toEqual([]);
    expect((await seller.effects()).live_listings.map((live) => live.listing_id)).toEqual([listing_id]);
  });

  it('shows buyers the new content', async () => {
    const seller = await bench.seller();
    await seller.publish();
    const { url } = await change(seller, { title: 'Manteau neuf', price: '39.90' });
    const page = await (await fetch(String(url))).text();
    expect(page).toContain('Manteau neuf');
    expect(page).toContain('39.90 EUR');
  });

  it('calls nothing where nothing has changed', async () => {
    const seller = await bench.seller();
    await seller.publish();
    const report = await seller.update().run();
    expect(report.status).toBe('completed');
    expect(bench.proxy.calls).toEqual([]);
  });

  it('uploads only the picture that is new', async () => {
    const seller = await bench.seller();
    await seller.publish();
    const before = await pictures(seller);
    await change(seller, { pictures: [1, 2, 3].map(picture) });
    expect(writes()).toEqual(['POST image/create_image_from_file', 'PUT inventory_item/SF0ECOATQ01']);
    const after = await pictures(seller);
    expect(after.slice(0, 2)).toEqual(before);
    expect(after).toHaveLength(3);
  });

  it('removes and reorders pictures without uploading any', async () => {
    const seller = await bench.seller();
    await seller.publish();
    const [first, second] = await pictures(seller);
    await change(seller, { pictures: [2, 1].map(picture) });
    expect(await pictures(seller)).toEqual([second, first]);
    await change(seller, { pictures: [2].map(picture) });
    expect(await pictures(seller)).toEqual([second]);
    expect(writes()).toEqual(['PUT inventory_item/SF0ECOATQ01', 'PUT inventory_item/SF0ECOATQ01']);
  });

  it('saves what eBay shows of what was written', async () => {
    const seller = await bench.seller();
    await seller.publish();
    expect(seller.listing?.shown).toMatchObject({ title: 'Manteau en laine', price: '45.00', quantity: '1' });
    await change(seller, { title: 'Manteau neuf', price: '39.90' });
    expect(seller.listing?.shown).toMatchObject({ title: 'Manteau neuf', price: '39.90', quantity: '1' });
  });

  it.each(['draft', 'ended', 'sold'] as const)('refuses a listing that is %s', async (status) => {
    const seller = await bench.seller();
    await seller.publish();
    seller.listing = seller.listing && { ...seller.listing, status };
    expect((await seller.update().run()).failure).toMatchObject({ code: 'ebay.not_listed', actor: 'seller' });
    expect((await seller.relisting().run()).failure).toMatchObject({ code: 'ebay.not_listed' });
    expect(bench.proxy.calls).toEqual([]);
  });

  it('refuses what publishing would refuse', async () => {
    const seller = await bench.seller();
    await seller.publish();
    seller.product = { ...seller.product, quantity: 0 };
    expect((await seller.update().run()).failure).toMatchObject({ code: 'ebay.not_ready' });
    expect(seller.updater.preflight(seller.product, seller.account)).toMatchObject([{ field: 'quantity' }]);
    expect((await seller.relisting().run()).failure).toMatchObject({ code: 'ebay.not_ready' });
    expect(bench.proxy.calls).toEqual([]);
  });
});
