import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';
import { listed } from './prepared-shops.ts';

const RELISTED = { live: 1, drafts: 0, ended: 1, fees: 2, row: 'live' };

describe('relisting on Etsy when something goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  async function prepared(): Promise<BenchShop> {
    const shop = await bench.seller();
    await listed(bench, shop);
    return shop;
  }

  async function left(shop: BenchShop, row: string | undefined): Promise<object> {
    const { live_listings, orphan_drafts, ended_listings, listing_fees } = await shop.effects();
    return {
      live: live_listings.length,
      drafts: orphan_drafts,
      ended: ended_listings,
      fees: listing_fees.count,
      row,
    };
  }

  it.each(['lose_answer', 'error_after', 'fail_before'] as const)(
    'leaves one live listing, the new one, when the network does %s to any one call',
    async (spoil) => {
      const calm = await prepared();
      await calm.relist().run();
      const calls = bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
      expect(calls.length).toBeGreaterThanOrEqual(11);
      for (const [index, call] of calls.entries()) {
        const shop = await prepared();
        const old = shop.listing?.externalIds['listing_id'];
        bench.proxy.rule({ when: index + 1, then: { do: spoil } });
        const job = shop.relist();
        const report = await job.run();
        expect({ call, status: report.status, ...(await left(shop, job.listing?.status)) }).toEqual({
          call,
          status: 'completed',
          ...RELISTED,
        });
        const [live] = (await shop.effects()).live_listings;
        expect(String(live?.listing_id)).not.toBe(old);
        expect(String(live?.listing_id)).toBe(job.listing?.externalIds['listing_id']);
      }
    },
  );

  it('leaves one live listing, whichever step loses its outcome to a crash', async () => {
    const first = await prepared();
    const plan = first.relisting.plan(first.context('relist'));
    const steps = 'kind' in plan ? [] : plan.map(({ step }) => step);
    expect(steps.length).toBeGreaterThanOrEqual(12);
    for (const step of steps) {
      const shop = await prepared();
      const job = shop.relist({ crashAfter: (task) => task.step === step && task.attempt === 1 });
      const report = await job.run();
      expect({ step, status: report.status, ...(await left(shop, job.listing?.status)) }).toEqual({
        step,
        status: 'completed',
        ...RELISTED,
      });
    }
  });

  it('makes no copy of a piece that is sold, and of one that has ended', async () => {
    for (const [how, status] of [
      [{ sold: true }, 'sold'],
      [{}, 'ended'],
    ] as const) {
      const shop = await prepared();
      await bench.control('POST', `listings/${shop.listing?.externalIds['listing_id']}/end`, how);
      const job = shop.relist();
      const report = await job.run();
      expect(bench.proxy.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
      expect(job.listing?.status).toBe(status);
      if (status === 'sold') expect(report).toMatchObject({ status: 'completed', result: { status } });
      else expect(report).toMatchObject({ status: 'failed', failure: { code: 'etsy.not_listed' } });
    }
  });

  it('ends the copy as well when the old listing is sold before it could be ended', async () => {
    const shop = await prepared();
    const old = String(shop.listing?.externalIds['listing_id']);
    const execute = shop.relisting.executeTask.bind(shop.relisting);
    shop.relisting.executeTask = async (task, context) => {
      if (task.step === 'end_old') await bench.control('POST', `listings/${old}/end`, { sold: true });
      return execute(task, context);
    };
    const job = shop.relist();
    expect(await job.run()).toMatchObject({ status: 'completed', result: { status: 'sold' } });
    expect((await shop.effects()).live_listings).toEqual([]);
    expect(job.listing?.status).toBe('ended');
    expect(job.effects).toContainEqual(
      expect.objectContaining({ copy: 'old_copy', status: 'sold', externalIds: { listing_id: old } }),
    );
  });

  it('tells the seller of two copies when Etsy refuses for good to end the old one', async () => {
    const shop = await prepared();
    const old = String(shop.listing?.externalIds['listing_id']);
    await bench.control('PUT', `listings/${old}`, { hold: 'frozen' });
    const job = shop.relist();
    expect(await job.run()).toMatchObject({ status: 'failed', failure: { code: 'etsy.frozen' } });
    expect(job.effects.filter(({ type }) => type === 'pending_action')).toEqual([
      expect.objectContaining({ code: 'listing.two_copies' }),
    ]);
    await bench.control('PUT', `listings/${old}`, { hold: 'none' });
    expect((await job.run()).status).toBe('completed');
    expect(await left(shop, job.listing?.status)).toEqual(RELISTED);
  });

  /** A relisting that was broken off when its copy existed: the row of the copy is open, the old one superseded. */
  async function brokenOff(step: string): Promise<BenchShop> {
    const shop = await prepared();
    const before = shop.listing;
    const execute = shop.relisting.executeTask.bind(shop.relisting);
    let broken = true;
    shop.relisting.executeTask = async (task, context) =>
      broken && task.step === step
        ? { kind: 'refused', code: 'test.broken_off', message: 'Cancelled.' }
        : execute(task, context);
    const job = shop.relist();
    expect((await job.run()).failure).toMatchObject({ code: 'test.broken_off' });
    broken = false;
    shop.remember(job.listing);
    shop.superseded = before === null ? [] : [before];
    return shop;
  }

  it.each(['put_inventory', 'activate', 'read_back', 'end_old'])(
    'leaves nothing for sale when it is cancelled before %s and the product is ended',
    async (step) => {
      const shop = await brokenOff(step);
      const job = shop.deletion();
      expect(await job.run()).toMatchObject({ status: 'completed', result: { status: 'ended' } });
      const { live_listings, orphan_drafts } = await shop.effects();
      expect([live_listings.length, orphan_drafts]).toEqual([0, 0]);
      expect(job.effects).toContainEqual(expect.objectContaining({ copy: 'old_copy', status: 'ended' }));
    },
  );

  it('says sold when the old copy was sold before both are ended', async () => {
    const shop = await brokenOff('end_old');
    const old = shop.superseded[0]?.externalIds['listing_id'];
    await bench.control('POST', `listings/${old}/end`, { sold: true });
    expect((await shop.deletion().run()).result).toMatchObject({ status: 'sold' });
    expect((await shop.effects()).live_listings).toEqual([]);
  });

  it('goes on with the copy when it is asked for once more, and publishing does not', async () => {
    const shop = await brokenOff('activate');
    expect(shop.handler.plan(shop.context())).toMatchObject({ code: 'etsy.relist_unfinished' });
    const job = shop.relist();
    expect((await job.run()).status).toBe('completed');
    expect(await left(shop, job.listing?.status)).toEqual(RELISTED);
  });
});
