import type { Act, Day, DayProduct } from '../day.ts';
import { completed, eventually, expectThat } from '../day.ts';
import type { Question } from '../day-api.ts';
import type { Shop } from '../shop.ts';

const THEIRS = '41.00';

/** Somebody changed prices on the site; the seller decides whose hold. */
export const DRIFT: Act = {
  name: 'drift',
  title: 'Find prices that were changed on the marketplace',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    const [ours, theirs] = stock.kept;
    const wanted = await api.price(ours.id);

    const first = await changedByHand(day, shops.ebay, ours);
    await api.decide(first, 'keep_ours');
    await eventually(day, `price ${wanted} of ${ours.sku} on eBay`, async () =>
      (await shops.ebay.one(ours.sku)).price === wanted ? true : undefined,
    );
    say(`eBay: “${first.message}” Kept ours: eBay shows ${wanted} again`);

    const second = await changedByHand(day, shops.vinted, theirs);
    await api.decide(second, 'keep_theirs');
    const price = await api.price(theirs.id);
    expectThat(price === THEIRS, `${theirs.sku} costs ${price} instead of ${THEIRS}.`);
    say(`Vinted: “${second.message}” Kept theirs: the product costs ${price} now`);
  },
};

async function changedByHand(day: Day, shop: Shop, { id, sku }: DayProduct): Promise<Question> {
  await shop.changePrice(sku, THEIRS);
  await completed(day, await day.api.ask({ marketplace: shop.name, action_code: 'sync' }));
  return eventually(day, `question about the price of ${sku} on ${shop.title}`, async () =>
    (await day.api.questions()).find(
      ({ code, productId, accountId }) =>
        code === 'listing.changed' && productId === id && accountId === shop.accountId,
    ),
  );
}
