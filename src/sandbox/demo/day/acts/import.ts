import type { Act, Day } from '../day.ts';
import { completed, eventually, expectThat } from '../day.ts';

/** The SKU of a piece that StoFlow does not know. */
const UNKNOWN = 'CHINE1';

/** What stands on the marketplaces already becomes products, or belongs to products there are. */
export const IMPORT: Act = {
  name: 'import',
  title: 'Import what stands on the marketplaces already',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    await shops.ebay.listByHand({ sku: UNKNOWN, title: 'Veste de chine' });
    await shops.etsy.listByHand({ sku: stock.linked.sku, title: stock.linked.title });
    await shops.vinted.listByHand({ title: stock.ambiguous.title });
    const before = await api.products();

    const jobs = Object.values(shops).map(({ name }) =>
      api.ask({ marketplace: name, action_code: 'import' }),
    );
    for (const job of await Promise.all(jobs)) await completed(day, job);

    const products = await api.products();
    const unknown = products.get(UNKNOWN);
    expectThat(unknown !== undefined, `eBay’s ${UNKNOWN} did not become a product.`);
    expectThat(products.size === before.size + 1, 'The import made products of pieces that are known.');
    expectThat(
      (await api.liveListings(unknown ?? 0, shops.ebay.accountId)) === 1,
      `${UNKNOWN} has no listing on eBay.`,
    );
    expectThat(
      (await api.liveListings(stock.linked.id, shops.etsy.accountId)) === 1,
      `Etsy’s listing was not given to ${stock.linked.sku}.`,
    );
    say(`eBay: ${UNKNOWN} is a new product; Etsy: its listing belongs to ${stock.linked.sku}, by the SKU`);
    await decide(day);
  },
};

async function decide(day: Day): Promise<void> {
  const { api, shops, stock, say } = day;
  const question = await eventually(day, 'question about the piece on Vinted', async () =>
    (await api.questions()).find(({ code }) => code === 'import.ambiguous'),
  );
  await api.decide(question, 'link', stock.ambiguous.id);
  expectThat(
    (await api.liveListings(stock.ambiguous.id, shops.vinted.accountId)) === 1,
    `Vinted’s listing was not given to ${stock.ambiguous.sku}.`,
  );
  say(`Vinted: ${question.message} Answered: it is ${stock.ambiguous.sku}`);
}
