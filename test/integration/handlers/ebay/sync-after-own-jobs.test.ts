import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListingSnapshot } from '../../../../src/domain/snapshots.ts';
import { StepDriver } from '../../../support/step-driver.ts';
import { aProduct } from '../../../unit/handlers/ebay/product.ts';
import { AccountBench } from './account-bench.ts';
import type { AccountSeller } from './account-bench.ts';

describe('a look at eBay after StoFlow’s own jobs', () => {
  let bench: AccountBench;
  beforeAll(async () => {
    bench = await AccountBench.start();
  });
  afterAll(() => bench.stop());

  const product = () =>
    aProduct({ sku: 'COAT-1', pictures: [{ url: `${bench.standIn.url}/pictures/COAT1-1.png` }] });

  async function published(seller: AccountSeller): Promise<ListingSnapshot> {
    const job = new StepDriver(seller.publisher, () => ({
      ...seller.context('publish'),
      product: product(),
    }));
    expect((await job.run()).failure).toBeUndefined();
    if (job.listing === null) throw new Error('it was not published');
    return job.listing;
  }

  it('finds what was published under the ids, the SKU and the price it has in StoFlow', async () => {
    const seller = await bench.seller();
    const listing = await published(seller);
    const { listings } = await seller.listings.page(seller.context(), null);
    expect(listings).toMatchObject([
      {
        externalIds: listing.externalIds,
        url: listing.url,
        status: 'live',
        sku: 'COAT-1',
        price: product().price,
        description: product().description,
        shown: { price: product().price, quantity: String(product().quantity) },
      },
    ]);
    // What publishing remembers of it must not look like a change that somebody else made.
    expect(listings[0]?.shown).toMatchObject(listing.shown);
  });

  it('finds it ended, once it was ended here', async () => {
    const seller = await bench.seller();
    const listing = await published(seller);
    const job = new StepDriver(seller.deleter, () => ({
      ...seller.context('delete'),
      product: product(),
      listing,
    }));
    expect((await job.run()).status).toBe('completed');
    expect((await seller.listings.page(seller.context(), null)).listings).toEqual([]);
    expect(await seller.listings.confirm(seller.context(), [listing.externalIds])).toMatchObject([
      { status: 'ended', externalIds: listing.externalIds },
    ]);
  });
});
