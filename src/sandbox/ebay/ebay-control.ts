import { flagAt, InvalidControl, isRecord, numberAt } from '../control/control-body.ts';
import type { OperationCounter } from '../control/operation-counter.ts';
import { readControlJson } from '../control/read-control-json.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { parseFaults } from '../faults/parse-faults.ts';
import type { Answer, Exchange } from '../http/exchange.ts';
import { matchRoute, type Route } from '../http/route.ts';
import { accountEffects } from './ebay-effects.ts';
import { parseOptions } from './parse-options.ts';
import type { EbayWorld } from './ebay-world.ts';
import { openSellerAccount } from './open-seller-account.ts';
import { orderRoutes } from './order-control.ts';
import type { ControlHandler } from './order-control.ts';
import { recordOrder } from './sales.ts';

/** The stand-in's own interface under `/_control`: sellers, faults, options, events outside our calls, effects. */
export class EbayControl {
  private readonly world: EbayWorld;
  private readonly faults: FaultInjector;
  private readonly calls: OperationCounter;
  private readonly routes: readonly Route<ControlHandler>[];

  /**
   * @param world what it changes and counts
   * @param faults what it arms
   * @param calls every call by operation
   */
  constructor(world: EbayWorld, faults: FaultInjector, calls: OperationCounter) {
    this.world = world;
    this.faults = faults;
    this.calls = calls;
    const route = (method: string, path: string, handler: ControlHandler): Route<ControlHandler> => ({
      operation: path,
      method,
      path: `/_control/${path}`,
      handler,
    });
    this.routes = [
      route('POST', 'accounts', (body) => ({ status: 201, json: openSellerAccount(this.world, body) })),
      route('POST', 'accounts/{name}/revoke', (_body, { name }) => this.revoke(name ?? '')),
      route('POST', 'accounts/{name}/consent', (_body, { name }) => this.consent(name ?? '')),
      route('PUT', 'faults', (body) => this.arm(body)),
      route('DELETE', 'faults', () => this.arm({})),
      route('PUT', 'options', (body) => this.configure(body)),
      route('POST', 'listings/{listingId}/end', (body, { listingId }) => this.end(listingId ?? '', body)),
      ...orderRoutes(world),
      route('GET', 'effects', () => ({ status: 200, json: this.effects() })),
    ];
  }

  /**
   * @param exchange a request under `/_control`
   * @returns its answer; 400 with `{error}` for a body it cannot understand, 404 for an unknown route or name
   * @throws {Error} of the server itself, which answers it with a 500
   */
  respond(exchange: Exchange): Answer {
    const match = matchRoute(this.routes, exchange.method, exchange.path);
    if (match === undefined) return { status: 404, json: { error: 'no such control route' } };
    try {
      return match.route.handler(readControlJson(exchange), match.params);
    } catch (error: unknown) {
      if (error instanceof InvalidControl) return { status: 400, json: { error: error.message } };
      throw error;
    }
  }

  private revoke(name: string): Answer {
    const account = this.world.accounts.get(name);
    if (account === undefined) return { status: 404, json: { error: `no account ${name}` } };
    account.revoked = true;
    return { status: 204 };
  }

  /** The seller agrees anew, as when an account is connected again. */
  private consent(name: string): Answer {
    const account = this.world.accounts.get(name);
    if (account === undefined) return { status: 404, json: { error: `no account ${name}` } };
    account.revoked = false;
    return { status: 200, json: { refresh_token: account.setup.refreshToken } };
  }

  private arm(body: unknown): Answer {
    this.faults.use(parseFaults(body));
    return { status: 204 };
  }

  private configure(body: unknown): Answer {
    this.world.options = { ...this.world.options, ...parseOptions(body) };
    return { status: 204 };
  }

  /** Ends a listing as a buyer, the seller or eBay does, behind our back; the offer still shows it. */
  private end(listingId: string, body: unknown): Answer {
    const found = this.world.findListing(listingId);
    if (found === undefined) return { status: 404, json: { error: `no listing ${listingId}` } };
    const details = isRecord(body) ? body : {};
    const { account, listing } = found;
    listing.status = flagAt(details, 'by_ebay') === true ? 'EBAY_ENDED' : 'ENDED';
    if (flagAt(details, 'sold') === true) {
      const quantity = numberAt(details, 'quantity') ?? 1;
      listing.soldQuantity += quantity;
      recordOrder(this.world, account, [{ listing, quantity }], true);
    }
    return { status: 204 };
  }

  private effects(): Record<string, unknown> {
    const accounts = [...this.world.accounts.values()].map(accountEffects);
    const sum = (of: (account: (typeof accounts)[number]) => number): number =>
      accounts.reduce((total, account) => total + of(account), 0);
    return {
      listed_twice: sum((account) => account.listed_twice),
      orphan_drafts: sum((account) => account.orphan_drafts),
      live_listings: sum((account) => account.live_listings.length),
      images: {
        created: sum((account) => account.images.created),
        orphaned: sum((account) => account.images.orphaned),
      },
      calls: this.calls.snapshot(),
      faults: this.faults.injected(),
      accounts,
    };
  }
}
