import type { StandInClient } from './stand-in-client.ts';
import type { BatchView } from './watch-batch.ts';

/** An ordinary publication is answered sooner than this; one that is still open after it hangs. */
const HANGS_AFTER_MS = 800;

/**
 * Somebody who buys the piece whose publication hangs: it is listed, and only eBay knows. Publishing it once more would
 * then sell it twice, without eBay objecting, since the first listing has ended by then.
 */
export class HastyBuyer {
  readonly #standIn: StandInClient;
  readonly #seen = new Map<string, number>();
  #bought: string | undefined;

  /** @param standIn where to buy */
  constructor(standIn: StandInClient) {
    this.#standIn = standIn;
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
    const publishing = batches.flatMap(({ running, seller }) =>
      running
        .filter(({ step }) => step === 'publish_offer')
        .map(({ sku }) => ({ sku, quantity: seller.quantities.get(sku) ?? 1 })),
    );
    const { faults, live } = await this.#standIn.effects();
    if ((faults['hang']?.['publishOffer'] ?? 0) === 0) return false;
    for (const { sku, quantity } of publishing) {
      const listing = live.find((other) => other.sku === sku);
      if (listing === undefined) continue;
      const since = this.#seen.get(sku) ?? nowMs;
      this.#seen.set(sku, since);
      if (nowMs - since < HANGS_AFTER_MS) continue;
      await this.#standIn.buy(listing.listingId, quantity);
      this.#bought = sku;
      return true;
    }
    return false;
  }
}
