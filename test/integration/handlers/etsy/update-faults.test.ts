import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';
import { listed, removeImage, shownImages } from './prepared-shops.ts';

const LEFT = { title: 'Robe longue', price: '39.90', quantity: 2, fees: 1, pictures: 2 };

describe('updating a listing on Etsy when something goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  /** A shop whose product has changed in everything that an update sends. */
  async function prepared(): Promise<BenchShop> {
    const shop = await bench.seller();
    await listed(bench, shop);
    const [, second] = shop.product.pictures;
    shop.product = {
      ...shop.product,
      title: 'Robe longue',
      price: '39.90',
      quantity: 2,
      colour: 'Rouge',
      attributes: { etsy_tags: ['rouge'] },
      pictures: [{ url: `${bench.standIn.url}/pictures/DRESS1-9.png` }, ...(second ? [second] : [])],
    };
    return shop;
  }

  async function left(shop: BenchShop): Promise<unknown> {
    const { live_listings, images, listed_twice } = await shop.effects();
    expect([live_listings.length, listed_twice]).toEqual([1, 0]);
    const [live] = live_listings;
    return {
      title: live?.title,
      price: live?.price,
      quantity: live?.quantity,
      fees: live?.fees,
      pictures: images.created - images.orphaned,
    };
  }

  it.each(['lose_answer', 'error_after', 'fail_before'] as const)(
    'leaves what is wanted when the network does %s to any one call',
    async (spoil) => {
      const calm = await prepared();
      expect((await calm.update().run()).status).toBe('completed');
      const calls = bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
      expect(calls.length).toBeGreaterThanOrEqual(9);
      for (const [index, call] of calls.entries()) {
        const shop = await prepared();
        const [, kept] = await shownImages(shop);
        bench.proxy.reset();
        bench.proxy.rule({ when: index + 1, then: { do: spoil } });
        const job = shop.update();
        const report = await job.run();
        expect({ call, status: report.status, ...((await left(shop)) as object) }).toEqual({
          call,
          status: 'completed',
          ...LEFT,
        });
        expect((await shownImages(shop))[1]).toBe(kept);
        shop.remember(job.listing);
        expect(shop.updating.plan(shop.context('update'))).toEqual([]);
      }
    },
  );

  it('leaves what is wanted, whichever step loses its outcome to a crash', async () => {
    const shopForPlan = await prepared();
    const plan = shopForPlan.updating.plan(shopForPlan.context('update'));
    const steps = 'kind' in plan ? [] : plan.map(({ step }) => step);
    expect(steps).toHaveLength(8);
    for (const step of steps) {
      const shop = await prepared();
      const report = await shop
        .update({ crashAfter: (task) => task.step === step && task.attempt === 1 })
        .run();
      expect({ step, status: report.status, ...((await left(shop)) as object) }).toEqual({
        step,
        status: 'completed',
        ...LEFT,
      });
    }
  });

  it.each([
    ['updateListing', 'ignored'],
    ['updateListing', 'unchanged'],
    ['updateListingInventory', 'ignored'],
  ])('sends again what %s answered with success and %s', async (operation, fault) => {
    const shop = await prepared();
    await bench.control('PUT', 'faults', { script: [{ operation, fault, nth: 1 }] });
    expect((await shop.update().run()).status).toBe('completed');
    expect(await left(shop)).toEqual(LEFT);
  });

  it('never says done while Etsy shows the old title, and sends everything again later', async () => {
    const shop = await prepared();
    await bench.control('PUT', 'faults', { script: [{ operation: 'updateListing', fault: 'ignored' }] });
    const job = shop.update({ maxAttempts: 3 });
    expect(await job.run()).toMatchObject({ status: 'failed', failure: { code: 'etsy.change_not_visible' } });
    await bench.control('DELETE', 'faults');
    shop.remember(job.listing);
    expect((await shop.update().run()).status).toBe('completed');
    expect(await left(shop)).toEqual(LEFT);
  });

  it('forgets what was sent of a group before it changes it, so that a change back is not lost', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    const { price } = shop.product;
    shop.product = { ...shop.product, price: '39.90' };
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'getListing', fault: 'error_before', nth: 2 }],
    });
    const job = shop.update({ maxAttempts: 1 });
    expect((await job.run()).status).toBe('failed');
    await bench.control('DELETE', 'faults');
    shop.remember(job.listing);
    shop.product = { ...shop.product, price };
    expect((await shop.update().run()).status).toBe('completed');
    expect((await shop.effects()).live_listings).toEqual([expect.objectContaining({ price })]);
  });

  it.each([
    ['sold', { sold: true }],
    ['ended', {}],
  ])('writes nothing to what is found %s, and says so', async (status, how) => {
    const shop = await prepared();
    await bench.control('POST', `listings/${shop.listing?.externalIds['listing_id']}/end`, how);
    const job = shop.update();
    const report = await job.run();
    expect(report).toMatchObject({ status: 'completed', result: { status } });
    expect(bench.proxy.calls.map(({ method }) => method)).toEqual(['GET']);
    expect(job.listing?.status).toBe(status);
    expect(await shop.outcome()).toMatchObject({ live: 0, fees: 1 });
  });

  it('does not renew what is sold between two steps', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    shop.product = { ...shop.product, price: '39.90' };
    const execute = shop.updating.executeTask.bind(shop.updating);
    shop.updating.executeTask = async (task, context) => {
      if (task.step === 'put_inventory') await bench.control('POST', `listings/${id}/end`, { sold: true });
      return execute(task, context);
    };
    const job = shop.update();
    expect(await job.run()).toMatchObject({ status: 'completed', result: { status: 'sold' } });
    expect(bench.proxy.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(job.listing?.status).toBe('sold');
  });

  it('uploads again a known picture that was taken away on Etsy', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    const [first] = await shownImages(shop);
    await removeImage(shop, first ?? 0);
    shop.input = { force: true };
    expect((await shop.update().run()).status).toBe('completed');
    expect(await shownImages(shop)).toHaveLength(2);
  });
});
