import type { Act, Day } from '../day.ts';
import { completed, ended, expectThat } from '../day.ts';

/** Enough that eBay's listings take a second page of 25. */
const MORE = 30;
const SKU = 'PAGE';

/** A sync that cannot read one page changes nothing. */
export const INCOMPLETE: Act = {
  name: 'incomplete',
  title: 'Sync while a page cannot be read',
  play: async (day) => {
    const { api, shops, say } = day;
    await shops.ebay.listByHand({ sku: SKU, title: 'Carton', count: MORE });
    // Had it concluded, this would be a question.
    await shops.ebay.changePrice(day.stock.kept[0].sku, '13.00');
    const before = await api.everything();
    await shops.ebay.fail([{ operation: 'getOffers', resource: `${SKU}${MORE}` }]);
    const failed = await ended(day, await api.ask({ marketplace: 'ebay', action_code: 'sync' }));
    await shops.ebay.fail([]);
    expectThat(failed.status === 'failed', `A sync that missed a page ended as ${failed.status}.`);
    const read = failed.tasks.filter(({ status }) => status === 'success').length;
    expectThat(read > 0, 'The sync failed before it had read any page.');
    expectThat((failed.error ?? '') !== '', 'The sync failed without a reason.');
    await expectSame(day, before);
    say(`The sync read ${read} page and failed at the next: “${failed.error}” Nothing was changed by it`);

    await completed(day, await api.ask({ marketplace: 'ebay', action_code: 'sync' }));
    const found = (await api.questions()).some(
      ({ code, productId }) => code === 'listing.changed' && productId === day.stock.kept[0].id,
    );
    expectThat(found, 'The complete sync did not find the price that was changed on eBay.');
    say('The next sync completed, and found the price that had been changed on eBay meanwhile');
  },
};

async function expectSame({ api }: Day, before: Readonly<Record<string, string>>): Promise<void> {
  const after = await api.everything();
  for (const [what, held] of Object.entries(before)) {
    expectThat(after[what] === held, `An incomplete sync changed ${what}.`);
  }
}
