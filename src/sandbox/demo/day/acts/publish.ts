import { MARKET_NAMES } from '../../markets/market.ts';
import type { Act } from '../day.ts';
import { allCompleted } from '../day.ts';

/** New products go on sale everywhere, by one request. */
export const PUBLISH: Act = {
  name: 'publish',
  title: 'Publish new products on all three marketplaces',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    const products = [...stock.sold, stock.contested, ...stock.kept];
    const batch = await api.batch(
      'publish',
      MARKET_NAMES,
      products.map(({ id }) => id),
    );
    const jobs = await allCompleted(day, batch);
    for (const shop of Object.values(shops)) for (const { sku } of products) await shop.one(sku);
    say(
      `${products.length} products, ${jobs} jobs of one batch: each product is live once on each marketplace`,
    );
  },
};
