import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../../src/config/app-config.ts';
import type { BaseJobHandler } from '../../../../src/handlers/contract/base-job-handler.ts';
import { EbayCheckConnectionHandler } from '../../../../src/handlers/ebay/ebay-check-connection.handler.ts';
import { EbayImportHandler } from '../../../../src/handlers/ebay/ebay-import.handler.ts';
import { EbaySyncOrdersHandler } from '../../../../src/handlers/ebay/ebay-sync-orders.handler.ts';
import { EbaySyncHandler } from '../../../../src/handlers/ebay/ebay-sync.handler.ts';
import { SamePictures } from '../../../../src/handlers/inventory/same-pictures.ts';
import type { KnownListing, ListingRecords } from '../../../../src/listings/known-listings.ts';
import { HostResolver } from '../../../../src/products/pictures/host-resolver.ts';
import { PictureFetcher } from '../../../../src/products/pictures/picture-fetcher.ts';
import { SimilarProducts } from '../../../../src/products/similar-products.ts';
import type { Database } from '../../../../src/common/database/database.ts';
import { StepDriver } from '../../../support/step-driver.ts';
import { AccountBench, skus } from './account-bench.ts';
import type { AccountSeller, Listed } from './account-bench.ts';

/** What StoFlow knows, kept in memory. */
class Records implements ListingRecords {
  readonly known: KnownListing[] = [];

  add(sku: string, { listingId, offerId }: Listed, more: Partial<KnownListing> = {}): void {
    const id = this.known.length + 1;
    this.known.push({
      id,
      productId: id + 100,
      status: 'live',
      externalIds: { listing_id: listingId, offer_id: offerId, ebay_sku: sku },
      shown: { title: `Robe ${sku}`, price: '45.00', quantity: '1' },
      quantity: 1,
      sku,
      changedAtMs: 0,
      busy: false,
      ...more,
    });
  }
  open(): Promise<readonly KnownListing[]> {
    return Promise.resolve(this.known);
  }
  all(): Promise<readonly KnownListing[]> {
    return Promise.resolve(this.known);
  }
  now(): Promise<Date> {
    return Promise.resolve(new Date());
  }
}

describe('what is done with a whole eBay account', () => {
  let bench: AccountBench;
  beforeAll(async () => {
    bench = await AccountBench.start();
  });
  afterAll(() => bench.stop());

  const drive = (handler: BaseJobHandler, seller: AccountSeller): StepDriver =>
    new StepDriver(handler, () => seller.context(), { maxAttempts: 3 });

  describe('sync', () => {
    it('finds everything as it was', async () => {
      const seller = await bench.seller();
      const records = new Records();
      const listed = await seller.list(...skus(30));
      listed.forEach((one, index) => records.add(skus(30)[index] ?? '', one));
      const job = drive(new EbaySyncHandler(seller.listings, records), seller);
      const report = await job.run();
      expect(report.failure).toBeUndefined();
      expect(report.result).toMatchObject({ found: 30, same: 30, missing: 0, unknown: 0 });
      expect(job.effects.map(({ type }) => type)).toEqual(['listings_seen']);
      expect(report.history).toEqual(['list_listings:1: done', 'list_listings:2: done', 'conclude: done']);
    });

    it('tells what changed, ended, was sold, went away or is new', async () => {
      const seller = await bench.seller();
      const records = new Records();
      const all = ['SAME', 'PRICED', 'ENDED', 'SOLD', 'GONE', 'WITHDRAWN'];
      const listed = await seller.list(...all);
      listed.forEach((one, index) => records.add(all[index] ?? '', one));
      await seller.list('NEW');
      const [, priced, ended, sold, , withdrawn] = listed;
      const { sku: _sku, marketplaceId: _site, format: _format, ...offer } = seller.raw.offerBody('PRICED');
      await seller.raw.call('PUT', `/sell/inventory/v1/offer/${priced?.offerId}`, {
        ...offer,
        pricingSummary: { price: { value: '39.5', currency: 'EUR' } },
      });
      await bench.control('POST', `listings/${ended?.listingId}/end`, {});
      await seller.buy([{ listing_id: sold?.listingId ?? '' }]);
      await seller.remove('GONE');
      await seller.raw.call('POST', `/sell/inventory/v1/offer/${withdrawn?.offerId}/withdraw`, {});
      const job = drive(new EbaySyncHandler(seller.listings, records), seller);
      const { result } = await job.run();
      expect(result).toMatchObject({ same: 1, changed: 1, ended: 2, sold: 1, missing: 1, unknown: 1 });
      const codes = job.effects.flatMap((effect) => (effect.type === 'pending_action' ? [effect.code] : []));
      expect(codes.sort()).toEqual([
        'listing.changed',
        'listing.ended_there',
        'listing.ended_there',
        'listing.missing',
      ]);
      expect(job.effects).toContainEqual({ type: 'listing_sold', listingId: 4 });
      expect(job.effects).toContainEqual(
        expect.objectContaining({
          code: 'listing.changed',
          listingId: 2,
          details: { currency: 'EUR', fields: { price: { ours: '45.00', theirs: '39.50' } } },
        }),
      );
    });

    it.each(['getInventoryItems', 'getOffers'])(
      'concludes nothing where %s fails on a later page for good',
      async (operation) => {
        const seller = await bench.seller();
        const records = new Records();
        await seller.list(...skus(40));
        records.add('GONE', { listingId: '1', offerId: '2' });
        const nth = operation === 'getOffers' ? 30 : 2;
        // Three attempts, each of up to five calls at once.
        const script = Array.from({ length: 15 }, (_unused, index) => ({
          operation,
          fault: 'error_before',
          nth: nth + index,
        }));
        await bench.control('PUT', 'faults', { script });
        const job = drive(new EbaySyncHandler(seller.listings, records), seller);
        const report = await job.run();
        expect(report.status).toBe('failed');
        expect(report.history[0]).toBe('list_listings:1: done');
        expect(report.history).not.toContain('conclude: done');
        expect(job.effects).toEqual([]);
        await bench.control('DELETE', 'faults');
        expect(await job.run()).toMatchObject({ status: 'completed', result: { found: 40, missing: 1 } });
      },
    );

    it('concludes nothing where a listing that no page showed cannot be looked at', async () => {
      const seller = await bench.seller();
      const records = new Records();
      records.add('GONE', { listingId: '1', offerId: '2' });
      const script = [1, 2, 3].map((nth) => ({ operation: 'getOffer', fault: 'error_before', nth }));
      await bench.control('PUT', 'faults', { script });
      const job = drive(new EbaySyncHandler(seller.listings, records), seller);
      expect((await job.run()).status).toBe('failed');
      expect(job.effects).toEqual([]);
    });

    it('waits for the seller where the consent was withdrawn', async () => {
      const seller = await bench.seller();
      await bench.control('POST', `accounts/${seller.account.externalId}/revoke`);
      const report = await drive(new EbaySyncHandler(seller.listings, new Records()), seller).run();
      expect(report).toMatchObject({ status: 'held', failure: { code: 'ebay.reauth_needed' } });
    });

    it('asks for the site before it begins', async () => {
      const seller = await bench.seller();
      const handler = new EbaySyncHandler(seller.listings, new Records());
      expect(handler.preflight(null, seller.account)).toEqual([]);
      expect(handler.preflight(null, { ...seller.account, settings: {} })).toMatchObject([
        { field: 'account.settings.marketplace_id' },
      ]);
    });
  });

  describe('import', () => {
    /** No product of the tenant has any title. */
    const noProducts = new SimilarProducts({ query: () => Promise.resolve([]) } as unknown as Database);
    const pictures = new SamePictures(
      noProducts,
      new PictureFetcher(new HostResolver(), loadConfig({ NODE_ENV: 'test' })),
    );

    it('takes in what is live and not known, lot by lot', async () => {
      const seller = await bench.seller();
      const records = new Records();
      const [known] = await seller.list(...skus(30));
      if (known === undefined) throw new Error('nothing was listed');
      records.add('ITEM000', known, { status: 'ended' });
      const [ended] = await seller.list('OVER');
      await bench.control('POST', `listings/${ended?.listingId}/end`, {});
      const job = drive(new EbayImportHandler(seller.listings, records, pictures), seller);
      expect((await job.run()).result).toEqual({ found: 30, new: 29 });
      const imported = job.effects.flatMap((effect) =>
        effect.type === 'import' ? [effect.listing.sku] : [],
      );
      expect(imported.sort()).toEqual(skus(30).slice(1));
    });

    it('takes nothing in where a page fails for good', async () => {
      const seller = await bench.seller();
      await seller.list(...skus(30));
      const script = [2, 3, 4].map((nth) => ({ operation: 'getInventoryItems', fault: 'error_before', nth }));
      await bench.control('PUT', 'faults', { script });
      const job = drive(new EbayImportHandler(seller.listings, new Records(), pictures), seller);
      expect((await job.run()).status).toBe('failed');
      expect(job.effects).toEqual([]);
    });
  });

  describe('sync_orders', () => {
    it('counts each order, and remembers until when they have been read', async () => {
      const seller = await bench.seller();
      const [one, two] = await seller.list('COAT1', 'COAT2');
      const orderId = await seller.buy([
        { listing_id: one?.listingId ?? '' },
        { listing_id: two?.listingId ?? '' },
      ]);
      const job = drive(new EbaySyncOrdersHandler(seller.orders, new Records()), seller);
      const report = await job.run();
      expect(report.result).toMatchObject({ orders: 1, pieces: 2, read_until: expect.any(String) });
      expect(job.effects).toMatchObject([
        { type: 'order', order: { externalId: orderId, lines: [{ sku: 'COAT1' }, { sku: 'COAT2' }] } },
        { type: 'orders_read' },
      ]);
    });

    it('reads from the last time on, with an overlap', async () => {
      const seller = await bench.seller();
      const readUntil = Date.now() - 3_600_000;
      seller.account = { ...seller.account, ordersReadUntil: new Date(readUntil).toISOString() };
      await drive(new EbaySyncOrdersHandler(seller.orders, new Records()), seller).run();
      const asked = bench.proxy.calls.find(({ path }) => path.includes('/order?'))?.path ?? '';
      const from = /lastmodifieddate:\[(.*)\.\.\]/.exec(decodeURIComponent(asked))?.[1] ?? '';
      expect(readUntil - Date.parse(from)).toBe(30 * 60_000);
    });

    it('remembers nothing where a page fails for good', async () => {
      const seller = await bench.seller();
      const script = [1, 2, 3].map((nth) => ({ operation: 'getOrders', fault: 'error_before', nth }));
      await bench.control('PUT', 'faults', { script });
      const job = drive(new EbaySyncOrdersHandler(seller.orders, new Records()), seller);
      expect((await job.run()).status).toBe('failed');
      expect(job.effects).toEqual([]);
    });
  });

  describe('check_connection', () => {
    const check = (seller: AccountSeller): StepDriver =>
      drive(new EbayCheckConnectionHandler(seller.accountApi), seller);

    it('says that nothing is missing, as the account’s own check does', async () => {
      const seller = await bench.seller();
      const { tenant, account, signal } = seller.context();
      const items = await seller.adapter.verify(tenant, account, signal);
      const job = check(seller);
      expect((await job.run()).result).toEqual({ ok: true, missing: [], items });
      expect(job.effects).toEqual([{ type: 'checklist', items }]);
    });

    it('says what is missing, which is no failure', async () => {
      const seller = await bench.seller({ opted_in: false });
      const job = check(seller);
      const report = await job.run();
      expect(report.status).toBe('completed');
      expect(report.result).toMatchObject({
        ok: false,
        missing: expect.arrayContaining(['business_policies']),
      });
      const { tenant, account, signal } = seller.context();
      const items = await seller.adapter.verify(tenant, account, signal);
      expect(items).toContainEqual(expect.objectContaining({ code: 'business_policies', blocks: true }));
      expect(job.effects).toEqual([{ type: 'checklist', items }]);
    });

    it('takes a fresh token where one has expired, and waits for the seller where none is given', async () => {
      const seller = await bench.seller();
      const script = [{ operation: 'getPrivileges', fault: 'expire_token', nth: 1 }];
      await bench.control('PUT', 'faults', { script });
      expect((await check(seller).run()).result).toMatchObject({ ok: true });
      expect(seller.tokens.refreshes).toBe(2);
      await bench.control('POST', `accounts/${seller.account.externalId}/revoke`);
      expect(await check(seller).run()).toMatchObject({
        status: 'held',
        failure: { code: 'ebay.reauth_needed', holds: { status: 'needs_reauth' } },
      });
    });

    it('asks again where eBay does not answer', async () => {
      const seller = await bench.seller();
      const script = [{ operation: 'getPrivileges', fault: 'error_before', nth: 1 }];
      await bench.control('PUT', 'faults', { script });
      expect(await check(seller).run()).toMatchObject({
        status: 'completed',
        history: ['check: retry', 'check: done'],
      });
    });
  });
});
