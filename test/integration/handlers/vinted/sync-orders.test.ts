import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../../src/common/database/database.ts';
import { openMember, vintedControl, VintedBrowser } from '../../../support/vinted-browser.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { SeenJob, Seller } from './vinted-bench.ts';

const DAY = 86_400_000;

describe('looking for sales on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  /** Sells items together, so many days ago. */
  async function sell(itemIds: readonly (string | number)[], daysAgo = 0): Promise<number> {
    const [first, ...others] = itemIds.map(String);
    const body = { with: others, sold_at_ms: Date.now() - daysAgo * DAY };
    const reply = await vintedControl(bench.vinted.url, 'POST', `items/${first ?? ''}/sell`, body);
    return Number((reply.json as { transaction_id: number }).transaction_id);
  }

  async function items({ member }: Seller, count: number): Promise<readonly number[]> {
    const browser = new VintedBrowser(bench.vinted.url, member);
    const ids: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const reply = await browser.create({ title: `Robe ${n}` });
      ids.push(Number((reply.json as { item: { id: number } }).item.id));
    }
    return ids;
  }

  const stepsOf = (job: SeenJob): readonly string[] => job.tasks.map(({ step }) => step);

  it('reads each sale, of one item or of several', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { itemId } = await liveProduct(bench, seller);
    const [one, two] = await items(seller, 2);
    await sell([one ?? 0, two ?? 0]);
    await sell([itemId]);
    const job = await bench.ended(await bench.accountAction('sync_orders', seller));
    expect(job).toMatchObject({ status: 'completed', error: null, result_data: { orders: 2, pieces: 3 } });
    expect(stepsOf(job)).toEqual(['list_orders:1', 'save_watermark']);
    plugin.stop();
  });

  it.each([false, true])(
    'opens a few sales a step, and none that is too old (dated list: %s)',
    async (dated) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      await bench.control('PUT', 'options', { dated_orders: dated });
      const ids = await items(seller, 8);
      for (const id of ids.slice(0, 6)) await sell([id], 1);
      for (const id of ids.slice(6)) await sell([id], 45);
      const job = await bench.ended(await bench.accountAction('sync_orders', seller));
      expect(job).toMatchObject({ status: 'completed', result_data: { orders: 6, pieces: 6 } });
      expect(stepsOf(job)).toEqual(['list_orders:1', 'list_orders:2', 'save_watermark']);
      // Without dates in the list the first sale that is too old is opened to learn that it is.
      expect((await bench.effects(seller)).calls['transaction']).toBe(dated ? 6 : 7);
      await bench.control('PUT', 'options', { dated_orders: false });
      plugin.stop();
    },
    60_000,
  );

  it('counts a sale once, and asks about the piece when it is called off', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    const order = await sell([itemId]);
    const stock = async (): Promise<object> => bench.call<object>('GET', `/api/products/${productId}`);
    for (let look = 0; look < 2; look += 1) {
      const job = await bench.ended(await bench.accountAction('sync_orders', seller));
      expect(job).toMatchObject({ status: 'completed', result_data: { orders: 1, pieces: 1 } });
      expect(await stock()).toMatchObject({ quantity: 0, status: 'sold' });
    }
    expect((await listingsOf(bench, seller)).map(({ status }) => status)).toEqual(['sold']);
    await bench.control('PUT', `orders/${order}`, { status: 'failed' });
    const job = await bench.ended(await bench.accountAction('sync_orders', seller));
    expect(job).toMatchObject({ status: 'completed', result_data: { orders: 1, pieces: 0 } });
    const asked = await bench.app.app
      .get(Database)
      .query<{ code: string }>('select code from user_1.pending_actions where product_id = $1', [productId]);
    expect(asked).toEqual([{ code: 'order.cancelled' }]);
    plugin.stop();
  });

  it('reads nobody else’s sales', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const other = await openMember(bench.vinted.url, { login: `other.${seller.member.login}` });
    const session = `sessions/${seller.member.session}`;
    await bench.control('PUT', session, { user_id: other.user_id });
    const id = await bench.accountAction('sync_orders', seller);
    await bench.waits(id, 'reauth');
    expect((await bench.effects(seller)).calls['myOrders']).toBeUndefined();
    await bench.control('PUT', session, { user_id: seller.member.user_id });
    await plugin.browser.look();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', result_data: { orders: 0 } });
    plugin.stop();
  });

  it('stores nothing about the buyer', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await bench.control('PUT', 'options', { dated_orders: true });
    const [id] = await items(seller, 1);
    await sell([id ?? 0]);
    const job = await bench.ended(await bench.accountAction('sync_orders', seller));
    const stored = await bench.app.app
      .get(Database)
      .query<{ text: string }>(
        `select coalesce(string_agg(t::text, ' '), '') as text from user_1.marketplace_tasks t where job_id = $1`,
        [job.id],
      );
    expect(stored[0]?.text).toContain('list_orders:1');
    expect(stored[0]?.text).not.toContain('nobodys.business');
    await bench.control('PUT', 'options', { dated_orders: false });
    plugin.stop();
  });
});
