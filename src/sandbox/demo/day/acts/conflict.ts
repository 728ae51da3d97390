import type { Act } from '../day.ts';
import { eventually, expectThat } from '../day.ts';

/** Two buyers take the same piece before anybody knows. */
export const CONFLICT: Act = {
  name: 'conflict',
  title: 'Sell one piece twice at once',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    const { id, sku } = stock.contested;
    await Promise.all([shops.ebay.sell(sku), shops.vinted.sell(sku)]);
    await Promise.all(
      ['ebay', 'vinted'].map((marketplace) => api.ask({ marketplace, action_code: 'sync_orders' })),
    );
    const sales = await eventually(day, `second sale of ${sku}`, async () => {
      const found = await api.sales(id);
      return found.length > 1 ? found : undefined;
    });
    const statuses = sales.map(({ status }) => status).sort();
    expectThat(statuses.join() === 'conflict,sold', `The two sales are noted as ${statuses.join(' and ')}.`);
    const question = await eventually(day, 'question about the second sale', async () =>
      (await api.questions()).find(({ code, productId }) => code === 'sale.conflict' && productId === id),
    );
    await eventually(day, `end of ${sku} on Etsy`, async () =>
      (await shops.etsy.of(sku)).length === 0 ? true : undefined,
    );
    for (const shop of Object.values(shops)) {
      expectThat((await shop.of(sku)).length === 0, `${shop.title} still shows ${sku}.`);
    }
    await api.decide(question, 'acknowledge');
    say(`${sku} bought on eBay and on Vinted: one sale “sold”, one “conflict”. “${question.message}”`);
  },
};
