import type { Act, Day, DayProduct } from '../day.ts';
import { eventually, expectThat } from '../day.ts';
import type { Sale } from '../day-api.ts';
import type { Shop } from '../shop.ts';

/** The longest that nineteen of twenty sold pieces may stay for sale elsewhere once the sale is known. */
const P95_MS = 5_000;

/** Pieces are sold, and go everywhere else. */
export const SALES: Act = {
  name: 'sales',
  title: 'Sell',
  play: async (day) => {
    const { vinted, ebay, etsy } = day.shops;
    const turns = [ebay, vinted, etsy];
    for (const [at, product] of day.stock.sold.entries()) {
      const shop = turns[at % turns.length] ?? ebay;
      await sellOne(day, product, shop, at > 0);
    }
    const times = day.delistedAfterMs;
    const p95 = percentile95(times);
    expectThat(p95 <= P95_MS, `95 of 100 sold pieces are gone after ${p95} ms only.`);
    day.say(
      `${times.length} sales, from “found” to “gone elsewhere”: p95 ${p95} ms, at most ${P95_MS} wanted`,
    );
  },
};

/**
 * @param times durations
 * @returns the shortest that is as long as 95 of 100 of them
 */
export function percentile95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.POSITIVE_INFINITY;
}

/** The first is found by the periodic look. The others are looked for at once: Etsy's turn is 54 s away. */
async function sellOne(day: Day, { id, sku }: DayProduct, shop: Shop, lookNow: boolean): Promise<void> {
  const { api, shops, say } = day;
  const boughtAt = performance.now();
  await shop.sell(sku);
  if (lookNow) await api.ask({ marketplace: shop.name, action_code: 'sync_orders' });
  const found = await eventually(day, `sale of ${sku}`, async () => (await api.sales(id))[0]);
  const foundMs = Math.round(performance.now() - boughtAt);
  expectThat(found.status === 'sold', `The sale of ${sku} is noted as ${found.status}.`);
  const gone = await eventually(day, `end of ${sku} elsewhere`, async () => goneAfter(await api.sales(id)));
  for (const other of Object.values(shops)) {
    expectThat((await other.of(sku)).length === 0, `${other.title} still shows ${sku}, which was sold.`);
  }
  day.delistedAfterMs.push(gone);
  const how = lookNow ? 'asked for' : 'by the periodic look';
  say(`${sku} bought on ${shop.title}, found after ${foundMs} ms (${how}), gone elsewhere ${gone} ms later`);
}

function goneAfter(sales: readonly Sale[]): number | undefined {
  return sales[0]?.goneAfterMs;
}
