import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';
import type { BenchSeller } from './ebay-bench.ts';

describe('updating a listing on eBay that others have changed', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const writes = (): number =>
    bench.proxy.calls.filter(({ method, path }) => method !== 'GET' && path.startsWith('/sell/')).length;

  /** A seller who has added on eBay what StoFlow knows nothing of, and has changed the title there. */
  const enriched = async (): Promise<BenchSeller> => {
    const seller = await bench.seller();
    const { ebay_sku, offer_id } = await seller.publish();
    const { item, offer } = await seller.held();
    const { sku: _sku, locale: _locale, ...body } = item;
    await seller.onEbay('PUT', `inventory_item/${ebay_sku}`, {
      ...body,
      packageWeightAndSize: { weight: { value: 1.5, unit: 'KILOGRAM' } },
      product: { ...(body['product'] as object), title: 'Titre changé sur eBay', mpn: 'M1' },
    });
    const {
      offerId: _id,
      sku: _s,
      marketplaceId: _m,
      format: _f,
      status: _st,
      listing: _l,
      ...details
    } = offer;
    await seller.onEbay('PUT', `offer/${offer_id}`, { ...details, quantityLimitPerBuyer: 1 });
    return seller;
  };

  it('leaves every field alone that it does not send', async () => {
    const seller = await enriched();
    const before = await seller.held();
    seller.product = { ...seller.product, size: 'L', attributes: { ebay_category_id: '57988' } };
    expect((await seller.update().run()).status).toBe('completed');
    const { item, offer } = await seller.held();
    const product = before.item['product'] as { readonly aspects: object };
    expect(item).toEqual({
      ...before.item,
      product: { ...product, aspects: { ...product.aspects, Taille: ['L'] } },
    });
    expect(offer).toEqual({ ...before.offer, categoryId: '57988' });
  });

  it('does not take for its own what it has not written', async () => {
    const seller = await enriched();
    seller.product = { ...seller.product, size: 'L' };
    const job = seller.update();
    await job.run();
    expect(job.listing?.shown.title).toBe('Manteau en laine');
  });

  it('sends everything again when it is told to keep ours', async () => {
    const seller = await enriched();
    expect(seller.updater.plan(seller.context('update'))).toEqual([]);
    const job = seller.update({}, { force: true });
    expect((await job.run()).status).toBe('completed');
    const { item, offer } = await seller.held();
    expect(item['product']).toMatchObject({ title: 'Manteau en laine', mpn: 'M1' });
    expect(offer).toMatchObject({ quantityLimitPerBuyer: 1, pricingSummary: { price: { value: '45.00' } } });
    expect((await seller.effects()).calls['createImageFromFile']).toBe(2);
  });

  it.each([
    ['sold', true],
    ['ended', false],
  ])('writes nothing where it was %s, and says so', async (status, sold) => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    await bench.control('POST', `listings/${listing_id}/end`, { sold });
    seller.product = { ...seller.product, title: 'Manteau neuf', price: '39.90', quantity: 2 };
    const job = seller.update();
    expect(await job.run()).toMatchObject({
      status: 'completed',
      result: { listing_id, status, changed: [] },
    });
    expect(job.listing).toMatchObject({ status, externalIds: { listing_id } });
    expect(writes()).toBe(0);
  });

  it.each(['put_item', 'put_offer', 'price_quantity'])(
    'writes nothing where it sells just before %s',
    async (step) => {
      const seller = await bench.seller();
      const { listing_id } = await seller.publish();
      const changes = {
        put_item: { title: 'Manteau neuf' },
        put_offer: { attributes: { ebay_category_id: '57988' } },
        price_quantity: { quantity: 2 },
      };
      seller.product = { ...seller.product, ...changes[step as keyof typeof changes] };
      const { updater } = seller;
      const execute = updater.executeTask.bind(updater);
      let struck = false;
      updater.executeTask = async (task, context) => {
        if (task.step === step) {
          struck = true;
          await bench.control('POST', `listings/${listing_id}/end`, { sold: true });
        }
        return execute(task, context);
      };
      const job = seller.update();
      expect((await job.run()).result).toMatchObject({ status: 'sold' });
      expect([struck, writes(), job.listing?.status]).toEqual([true, 0, 'sold']);
    },
  );

  it.each(['put_item', 'put_offer', 'price_quantity'])(
    'notices a success of %s that has changed nothing',
    async (step) => {
      const seller = await bench.seller();
      await seller.publish();
      const changes = {
        put_item: { title: 'Manteau neuf' },
        put_offer: { attributes: { ebay_category_id: '57988' } },
        price_quantity: { price: '39.90' },
      };
      seller.product = { ...seller.product, ...changes[step as keyof typeof changes] };
      seller.inventory.putInventoryItem = () => Promise.resolve([]);
      seller.inventory.putOffer = () => Promise.resolve([]);
      seller.revisions.changePriceQuantity = () => Promise.resolve([]);
      const job = seller.update();
      expect((await job.run()).failure).toMatchObject({ code: 'ebay.read_back_differs' });
      expect(seller.updater.plan({ ...seller.context('update'), listing: job.listing })).not.toEqual([]);
    },
  );

  it('is done where the offer was deleted on eBay', async () => {
    const seller = await bench.seller();
    const { offer_id } = await seller.publish();
    await seller.onEbay('DELETE', `offer/${offer_id}`);
    seller.product = { ...seller.product, title: 'Manteau neuf' };
    const job = seller.update();
    expect((await job.run()).result).toMatchObject({ status: 'ended' });
    expect(job.listing?.status).toBe('ended');
  });
});
