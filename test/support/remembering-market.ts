import { setTimeout as delay } from 'node:timers/promises';
import { wallClock } from '../../src/common/clock.ts';

/** A listing as the marketplace has it. */
export interface MarketListing {
  readonly id: string;
  readonly sku: string;
  readonly createdAtMs: number;
  state: 'live' | 'sold' | 'ended';
  title: string;
}

/** An order as the marketplace tells of it. */
export interface MarketOrder {
  readonly id: string;
  readonly listingId: string;
  readonly sku: string;
  readonly soldAtMs: number;
}

/** What becomes of the next call that changes something. */
export type Mishap = 'lost_done' | 'lost_not_done' | 'busy';

/** A call that was turned away and certainly did nothing. */
export class MarketBusyError extends Error {}

/** How long a new listing is missing from searches. Handlers wait longer before they believe that it is not there. */
const INDEX_LAG_MS = 15;
const LATENCY_MS = 2;

/**
 * One seller's shop on a marketplace with a memory. It takes no key: a listing that is asked for twice is there twice.
 * What it counts is its own, and nothing of StoFlow's; only what the time is they agree on: its handlers allow for a few
 * milliseconds, where those of real marketplaces allow for two minutes.
 */
export class RememberingMarket {
  readonly listings: MarketListing[] = [];
  readonly orders: MarketOrder[] = [];
  /** Calls so far, reads included. */
  calls = 0;
  private readonly mishaps: Mishap[] = [];
  private serial = 0;

  /** @param name begins the ids of its listings */
  constructor(readonly name: string) {}

  /** Spoils the next call that changes something. */
  spoilNext(mishap: Mishap): void {
    this.mishaps.push(mishap);
  }

  /** Forgets mishaps that nothing met. */
  calmDown(): void {
    this.mishaps.length = 0;
  }

  /** @returns ids of what can be bought of a product */
  live(sku: string): readonly string[] {
    return this.listings
      .filter((listing) => listing.sku === sku && listing.state === 'live')
      .map(({ id }) => id);
  }

  /** A buyer buys a piece; each listing is of one piece. Answers whether there was one to buy. */
  buy(sku: string): boolean {
    const listing = this.listings.find((other) => other.sku === sku && other.state === 'live');
    if (listing === undefined) return false;
    listing.state = 'sold';
    const id = `${this.name}-order-${(this.serial += 1)}`;
    this.orders.push({ id, listingId: listing.id, sku, soldAtMs: wallClock().getTime() });
    return true;
  }

  create(signal: AbortSignal, sku: string, title: string): Promise<string> {
    return this.change(signal, () => {
      const id = `${this.name}-${(this.serial += 1)}`;
      this.listings.push({ id, sku, title, createdAtMs: wallClock().getTime(), state: 'live' });
      return id;
    });
  }

  /** Ends a listing; one that was sold stays sold. */
  end(signal: AbortSignal, id: string): Promise<void> {
    return this.change(signal, () => {
      const listing = this.found(id);
      if (listing.state === 'live') listing.state = 'ended';
    });
  }

  /** Changes a listing that is live; another stays as it is. */
  revise(signal: AbortSignal, id: string, title: string): Promise<void> {
    return this.change(signal, () => {
      const listing = this.found(id);
      if (listing.state === 'live') listing.title = title;
    });
  }

  async read(signal: AbortSignal, id: string): Promise<MarketListing> {
    await this.travel(signal);
    return { ...this.found(id) };
  }

  /** Looks for listings of a SKU that are not older than a moment, oldest first. What is new may be missing. */
  async search(signal: AbortSignal, sku: string, sinceMs: number): Promise<readonly MarketListing[]> {
    await this.travel(signal);
    const shown = wallClock().getTime() - INDEX_LAG_MS;
    return this.listings
      .filter((one) => one.sku === sku && one.createdAtMs >= sinceMs && one.createdAtMs <= shown)
      .map((listing) => ({ ...listing }));
  }

  async ordersOf(signal: AbortSignal): Promise<readonly MarketOrder[]> {
    await this.travel(signal);
    return [...this.orders];
  }

  private async change<T>(signal: AbortSignal, act: () => T): Promise<T> {
    await this.travel(signal);
    const mishap = this.mishaps.shift();
    if (mishap === 'busy') throw new MarketBusyError('busy');
    const result = mishap === 'lost_not_done' ? undefined : act();
    if (mishap !== undefined) throw new Error('the answer was lost');
    await delay(LATENCY_MS);
    signal.throwIfAborted();
    return result as T;
  }

  private async travel(signal: AbortSignal): Promise<void> {
    this.calls += 1;
    await delay(LATENCY_MS, undefined, { signal });
  }

  private found(id: string): MarketListing {
    const listing = this.listings.find((other) => other.id === id);
    if (listing === undefined) throw new Error(`${this.name} has no listing ${id}`);
    return listing;
  }
}
