import { MARKET_NAMES } from '../../markets/market.ts';
import type { Act, Day, DayProduct } from '../day.ts';
import { allCompleted, completed, expectThat } from '../day.ts';
import type { Shop } from '../shop.ts';

/** The call by which eBay is told a price. */
const PRICE_CALL = 'bulkUpdatePriceQuantity';
const QUICKLY = ['61.00', '62.00', '63.00', '64.00', '65.00'] as const;

/** Prices change, once for two products, and several times in a row for one. */
export const PRICES: Act = {
  name: 'prices',
  title: 'Change prices',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    for (const { id } of stock.kept) await api.changePrice(id, '57.50');
    const ids = stock.kept.map(({ id }) => id);
    const jobs = await allCompleted(day, await api.batch('update', MARKET_NAMES, ids));
    for (const shop of Object.values(shops)) {
      for (const product of stock.kept) await expectPrice(shop, product, '57.50');
    }
    say(`${ids.length} products now cost 57.50, ${jobs} jobs of one batch: every marketplace shows it`);
    await changeQuickly(day);
  },
};

/** While the account is paused, so that it does not depend on anybody's speed which of them wait at the same time. */
async function changeQuickly(day: Day): Promise<void> {
  const { api, shops, stock, say } = day;
  const [product] = stock.kept;
  const before = await shops.ebay.calls(PRICE_CALL);
  await api.account(shops.ebay.accountId, 'pause');
  const jobs = new Set<number>();
  for (const price of QUICKLY) {
    await api.changePrice(product.id, price);
    jobs.add(await api.ask({ marketplace: 'ebay', action_code: 'update', product_id: product.id }));
  }
  await api.account(shops.ebay.accountId, 'resume');
  for (const job of jobs) await completed(day, job);
  const writes = (await shops.ebay.calls(PRICE_CALL)) - before;
  expectThat(writes === 1, `${QUICKLY.length} changes of one price were written to eBay ${writes} times.`);
  await expectPrice(shops.ebay, product, QUICKLY[QUICKLY.length - 1] ?? '');
  say(
    `${product.sku}: ${QUICKLY.length} changes one after the other, ${jobs.size} job, ${writes} call to eBay`,
  );
}

async function expectPrice(shop: Shop, { sku }: DayProduct, price: string): Promise<void> {
  const seen = (await shop.one(sku)).price;
  expectThat(seen === price, `${shop.title} shows ${sku} for ${seen} instead of ${price}.`);
}
