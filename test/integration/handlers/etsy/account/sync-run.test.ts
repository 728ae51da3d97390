import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Effect } from '../../../../../src/domain/effects.ts';
import { EtsyBench } from '../etsy-bench.ts';
import { ShopDesk } from './shop-desk.ts';

const SHOWN = { title: 'Robe des années 1990', description: 'Mise en vente à la main.', price: '45.50' };

describe('comparing an Etsy shop with what StoFlow knows', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  const told = (effects: readonly Effect[]): readonly unknown[] =>
    effects.map((effect) =>
      effect.type === 'pending_action' ? `${effect.code} ${effect.listingId}` : effect.type,
    );

  /** Live listings that StoFlow knows as they stand. */
  async function knownShop(count: number): Promise<{ desk: ShopDesk; ids: readonly number[] }> {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count });
    desk.known = ids.map((id) => desk.knows(id));
    return { desk, ids };
  }

  it('finds nothing to do where all is as it was', async () => {
    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({});
    desk.known = [desk.knows(id ?? 0, { shown: { ...SHOWN, quantity: '1' } })];
    const job = desk.job('sync');
    const report = await job.run();
    expect(report).toMatchObject({ status: 'completed', result: { found: 1, same: 1, missing: 0 } });
    expect(told(job.effects)).toEqual(['listings_seen']);
  });

  it('tells of what was sold, changed, ended and deleted on Etsy, and of what it does not know', async () => {
    const { desk, ids } = await knownShop(130);
    const [same, sold, ended, gone, changed] = ids;
    desk.known = desk.known.map((listing) =>
      listing.id === changed ? { ...listing, shown: { ...SHOWN, title: 'Robe', quantity: '1' } } : listing,
    );
    await desk.list({ count: 2, sku: 'OTHER' });
    await desk.sell([sold ?? 0]);
    await desk.move([ended ?? 0], 'inactive');
    desk.known = [...desk.known, desk.knows(1_900_000_000)];
    const job = desk.job('sync');
    const report = await job.run();
    expect(report.result).toMatchObject({
      found: 132,
      sold: 1,
      ended: 1,
      changed: 1,
      missing: 1,
      unknown: 2,
    });
    expect(report.result).toMatchObject({ same: 127 });
    expect(told(job.effects)).toEqual([
      'listings_seen',
      'listing_sold',
      `listing.ended_there ${ended}`,
      `listing.changed ${changed}`,
      'listing.missing 1900000000',
    ]);
    expect(
      [same, gone].every((id) => !told(job.effects).some((text) => String(text).endsWith(` ${id}`))),
    ).toBe(true);
  });

  it('believes of no listing that it is missing before it was looked at', async () => {
    const { desk } = await knownShop(1);
    const [moved] = await desk.list({ state: 'inactive', sku: 'MOVED' });
    desk.known = [...desk.known, desk.knows(moved ?? 0)];
    // The live listings have been read then, and the inactive ones have not.
    desk.beforePage = async (page) => (page === 3 ? desk.move([moved ?? 0], 'active') : undefined);
    const report = await desk.job('sync').run();
    expect(report.result).toMatchObject({ found: 2, missing: 0, same: 2 });
  });

  it.each(['draft', 'active', 'inactive', 'expired', 'sold_out'])(
    'concludes nothing where the %s listings cannot be read',
    async (state) => {
      const { desk } = await knownShop(2);
      desk.known = [...desk.known, desk.knows(1_900_000_000)];
      bench.proxy.rule({
        when: ({ path }) => path.includes(`state=${state}&`),
        then: { do: 'fail_before' },
      });
      const job = desk.job('sync');
      const report = await job.run();
      expect(report.status).toBe('failed');
      expect(report.result).toEqual({});
      expect(job.effects).toEqual([]);
    },
  );

  it('concludes nothing where the second page of a list cannot be read, and goes on from there', async () => {
    const { desk } = await knownShop(150);
    bench.proxy.rule({ when: ({ path }) => path.includes('offset=95'), then: { do: 'fail_before' } });
    const job = desk.job('sync', { maxAttempts: 2 });
    expect((await job.run()).status).toBe('failed');
    expect(job.effects).toEqual([]);
    bench.proxy.reset();
    expect((await job.run()).result).toMatchObject({ found: 150, same: 150, missing: 0 });
    expect(bench.proxy.calls[0]?.path).toContain('offset=95');
  });

  it('concludes nothing where the missing cannot be looked at', async () => {
    const { desk } = await knownShop(1);
    desk.known = [desk.knows(1_900_000_000)];
    await desk.fault({ operation: 'getListing', fault: 'error_before' });
    const job = desk.job('sync', { maxAttempts: 2 });
    expect(await job.run()).toMatchObject({ status: 'failed', failure: { code: 'etsy.unavailable' } });
    expect(job.effects).toEqual([]);
  });

  it('waits as long as Etsy asks, at no cost', async () => {
    const { desk } = await knownShop(3);
    await desk.fault({ operation: 'getListingsByShop', fault: 'rate_limited', nth: 2, retry_after: 7 });
    const report = await desk.job('sync', { maxAttempts: 1 }).run();
    expect(report).toMatchObject({ status: 'completed', result: { found: 3, same: 3 } });
    expect(report.outcomes.filter(({ kind }) => kind === 'retry')).toEqual([
      expect.objectContaining({
        code: 'etsy.rate_limited',
        afterMs: 7_000,
        costsAttempt: false,
        blocks: { scope: 'second' },
      }),
    ]);
  });

  it('signs in once more where the token ends between two pages', async () => {
    const { desk } = await knownShop(3);
    await desk.fault({ operation: 'getListingsByShop', fault: 'expire_token', nth: 3 });
    const report = await desk.job('sync', { maxAttempts: 1 }).run();
    expect(report).toMatchObject({ status: 'completed', result: { found: 3, same: 3 } });
    expect(report.outcomes.every(({ kind }) => kind === 'done')).toBe(true);
    expect(desk.shop.tokens.refreshes).toBe(2);
  });

  it('holds the account where the seller has withdrawn the consent', async () => {
    const { desk } = await knownShop(1);
    await bench.control('POST', `accounts/${desk.account}/revoke`);
    const job = desk.job('sync');
    expect(await job.run()).toMatchObject({
      status: 'held',
      failure: { code: 'etsy.reauth_needed', holds: { hold: 'reauth', status: 'needs_reauth' } },
    });
    expect(job.effects).toEqual([]);
  });

  it('plans a call of both budgets for every page', async () => {
    const { desk } = await knownShop(1);
    expect(desk.handler('sync').plan(desk.plan('sync'))).toMatchObject([
      { step: 'list_listings:1', taskType: 'direct_http', effect: 'none', rate: ['second', 'day'] },
    ]);
    desk.shop.account = { ...desk.shop.account, settings: {} };
    expect(await desk.job('sync').run()).toMatchObject({
      status: 'failed',
      failure: { code: 'etsy.setting_missing' },
    });
  });
});
