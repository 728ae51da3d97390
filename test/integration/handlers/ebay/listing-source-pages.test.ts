import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundListing } from '../../../../src/domain/found.ts';
import { CallFailedError } from '../../../../src/handlers/http/call-failed.error.ts';
import { AccountBench, skus } from './account-bench.ts';
import type { AccountSeller } from './account-bench.ts';

interface Look {
  readonly found: readonly FoundListing[];
  readonly pages: number;
}

/** Reads all pages; `between` happens before each page but the first. */
async function look(
  seller: AccountSeller,
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<Look> {
  const found: FoundListing[] = [];
  let cursor: string | null = null;
  for (let page = 1; page <= 30; page += 1) {
    if (page > 1) await between(page);
    const read = await seller.listings.page(seller.context(), cursor);
    found.push(...read.listings);
    if (read.next === null) return { found, pages: page };
    cursor = read.next;
  }
  throw new Error('the look did not end');
}

const skusOf = (found: readonly FoundListing[]): readonly string[] =>
  [...new Set(found.map(({ sku }) => sku ?? ''))].sort();

describe('reading all listings of an eBay account', () => {
  let bench: AccountBench;
  beforeAll(async () => {
    bench = await AccountBench.start();
  });
  afterAll(() => bench.stop());

  it.each(['page', 'record'])('reads every page where the offset counts by %s', async (item_offset) => {
    const seller = await bench.seller();
    await bench.control('PUT', 'options', { item_offset });
    const all = skus(60);
    await seller.list(...all);
    const { found, pages } = await look(seller);
    expect(found).toHaveLength(60);
    expect(skusOf(found)).toEqual(all);
    expect(pages).toBe(3);
    await bench.control('PUT', 'options', { item_offset: 'page' });
  });

  it('reads an account without any listing', async () => {
    expect(await look(await bench.seller())).toEqual({ found: [], pages: 1 });
  });

  it('reads a full last page as the last', async () => {
    const seller = await bench.seller();
    await seller.list(...skus(50));
    expect(await look(seller)).toMatchObject({ pages: 2, found: { length: 50 } });
  });

  it('leaves out what is no listing on the account’s site', async () => {
    const seller = await bench.seller();
    await seller.list('HERE');
    await seller.item('THERE');
    await seller.publish('THERE', {}, 'EBAY_DE');
    await seller.item('NOOFFER');
    await seller.item('DRAFT');
    await seller.offer('DRAFT');
    await seller.item('BOTH');
    const { listingId } = await seller.publish('BOTH');
    await seller.publish('BOTH', {}, 'EBAY_DE');
    const { found } = await look(seller);
    expect(skusOf(found)).toEqual(['BOTH', 'HERE']);
    expect(found.find(({ sku }) => sku === 'BOTH')?.externalIds['listing_id']).toBe(listingId);
  });

  it('begins anew where an item of a page that was read goes away, and leaves none out', async () => {
    const seller = await bench.seller();
    const all = skus(60);
    await seller.list(...all);
    let removed = false;
    const { found, pages } = await look(seller, async () => {
      // What stood first on the second page is on the first one now.
      if (!removed) await seller.remove('ITEM003');
      removed = true;
    });
    expect(skusOf(found)).toEqual(all);
    expect(skusOf(found)).toContain('ITEM025');
    expect(pages).toBe(1 + 1 + 3);
  });

  it('goes on where items come to the end meanwhile', async () => {
    const seller = await bench.seller();
    await seller.list(...skus(30));
    const { found, pages } = await look(seller, async () => {
      await seller.list('NEW1');
    });
    expect(pages).toBe(2);
    expect(skusOf(found)).toEqual([...skus(30), 'NEW1'].sort());
  });

  it('begins anew where the page that was promised is none any more', async () => {
    const seller = await bench.seller();
    await seller.list(...skus(26));
    const { found } = await look(seller, async (page) => {
      if (page === 2) for (const sku of skus(3)) await seller.remove(sku);
    });
    expect(skusOf(found.slice(25))).toEqual(skus(26).slice(3));
  });

  it('gives up, to try again later, where items go away all the time', async () => {
    const seller = await bench.seller();
    await seller.list(...skus(40));
    let next = 0;
    const endless = look(seller, async (page) => {
      // Every second page is the first of a new look.
      if (page % 2 === 0) await seller.remove(skus(40)[next++] ?? '');
    });
    await expect(endless).rejects.toMatchObject({
      failure: { code: 'ebay.items_moving' },
      verdict: { kind: 'repeat' },
    });
  });

  it.each(['getInventoryItems', 'getOffers'])(
    'answers no part of a page where %s fails',
    async (operation) => {
      const seller = await bench.seller();
      await seller.list(...skus(7));
      await bench.control('PUT', 'faults', { script: [{ operation, fault: 'error_before', nth: 1 }] });
      const failure: unknown = await seller.listings
        .page(seller.context(), null)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(CallFailedError);
      expect((failure as CallFailedError).outcome('none').kind).toBe('retry');
      expect((await look(seller)).found).toHaveLength(7);
    },
  );

  it('asks again with a fresh token where one has expired, and waits where there are too many calls', async () => {
    const seller = await bench.seller();
    await seller.list(...skus(3));
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'getOffers', fault: 'expire_token', nth: 2 }],
    });
    expect((await look(seller)).found).toHaveLength(3);
    expect(seller.tokens.refreshes).toBeGreaterThan(1);
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'getOffers', fault: 'rate_limited', nth: 1 }],
    });
    await expect(look(seller)).rejects.toMatchObject({
      verdict: { kind: 'repeat', options: { blocks: 'application', costsAttempt: false } },
    });
  });

  it('asks for the site first where the account names none', async () => {
    const seller = await bench.seller();
    seller.account = { ...seller.account, settings: {} };
    await expect(look(seller)).rejects.toMatchObject({
      failure: { code: 'ebay.setting_missing' },
      verdict: { kind: 'refused' },
    });
    expect(bench.proxy.calls).toHaveLength(0);
  });
});
