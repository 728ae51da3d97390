import type { Market } from './markets/market.ts';
import type { BatchView } from './watch-batch.ts';

/** An ordinary publication is answered sooner than this; one that is still open after it hangs. */
const HANGS_AFTER_MS = 800;

/**
 * Somebody who buys the piece whose publication hangs: it is listed, and only the marketplace knows. Publishing it once more would
 * then sell it twice, without the marketplace objecting, since the first listing has ended by then.
 */
export class HastyBuyer {
  readonly #market: Market;
  readonly #seen = new Map<string, number>();
  #bought: string | undefined;

  /** @param market where to buy */
  constructor(market: Market) {
    this.#market = market;
  }

  /** @returns SKU of what was bought; undefined before */
  get bought(): string | undefined {
    return this.#bought;
  }

  /**
   * Looks around, and buys where a publication hangs.
   * @param batches what is in hand now
   * @param nowMs the present, any monotonic clock
   * @returns whether something was bought by this look
   */
  async look(batches: readonly BatchView[], nowMs: number): Promise<boolean> {
    if (this.#bought !== undefined) return false;
    const { name, publishStep } = this.#market.spec;
    const publishing = batches.flatMap(({ markets, seller }) =>
      markets
        .filter(({ marketplace }) => marketplace === name)
        .flatMap(({ running }) => running)
        .filter(({ step }) => step === publishStep)
        .map(({ sku }) => ({ sku, quantity: seller.quantities.get(sku) ?? 1 })),
    );
    const { faults, live } = await this.#market.effects();
    if (Object.values(faults['hang'] ?? {}).every((count) => count === 0)) return false;
    for (const { sku, quantity } of publishing) {
      const listing = live.find((other) => other.sku === sku);
      if (listing === undefined) continue;
      const since = this.#seen.get(sku) ?? nowMs;
      this.#seen.set(sku, since);
      if (nowMs - since < HANGS_AFTER_MS) continue;
      await this.#market.buy(listing.listingId, quantity);
      this.#bought = sku;
      return true;
    }
    return false;
  }
}
