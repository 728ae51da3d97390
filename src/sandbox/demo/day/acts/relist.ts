import { MARKET_NAMES } from '../../markets/market.ts';
import type { Act } from '../day.ts';
import { allCompleted, expectThat } from '../day.ts';

/** A piece comes up first in searches again. */
export const RELIST: Act = {
  name: 'relist',
  title: 'Relist',
  play: async (day) => {
    const { api, shops, stock, say } = day;
    const [{ id, sku }] = stock.kept;
    const before = new Map<string, string>();
    for (const shop of Object.values(shops)) before.set(shop.name, (await shop.one(sku)).listingId);
    await allCompleted(day, await api.batch('relist', MARKET_NAMES, [id]));
    const changes: string[] = [];
    for (const shop of Object.values(shops)) {
      const old = before.get(shop.name) ?? '';
      const { listingId } = await shop.one(sku);
      expectThat(listingId !== old, `${shop.title} still shows ${sku} as ${old}.`);
      const rows = await api.liveListings(id, shop.accountId);
      expectThat(rows === 1, `StoFlow has ${rows} live listings of ${sku} on ${shop.title}.`);
      changes.push(`${shop.title} ${old} → ${listingId}`);
    }
    say(`${sku} has one new listing each, and the old ones are gone: ${changes.join(', ')}`);
  },
};
