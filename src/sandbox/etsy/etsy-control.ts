import { InvalidControl, isRecord, stringAt } from '../control/control-body.ts';
import { oneOf } from '../control/option-values.ts';
import type { OperationCounter } from '../control/operation-counter.ts';
import { readControlJson } from '../control/read-control-json.ts';
import type { FaultInjector } from '../faults/fault-injector.ts';
import { parseFaults } from '../faults/parse-faults.ts';
import type { Answer, Exchange } from '../http/exchange.ts';
import { matchRoute, type Route } from '../http/route.ts';
import { shopEffects } from './etsy-effects.ts';
import { LISTING_STATES } from './etsy-records.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { enter } from './listing-life.ts';
import { makeByHand } from './made-by-hand.ts';
import { openShop } from './open-shop.ts';
import { parseOptions } from './parse-options.ts';
import { buyTogether, changeReceipt, endListing } from './sales-control.ts';

type ControlHandler = (body: unknown, params: Readonly<Record<string, string>>) => Answer;

/**
 * The stand-in's own interface under `/_control`. Bodies are JSON whatever their content type.
 *
 * - `POST accounts` opens a shop ({@link openShop}); `POST accounts/{name}/revoke` withdraws its consent
 * - `PUT faults` `{script?, plan?}` arms faults ({@link parseFaults}), `DELETE faults` disarms them; operations go by
 *   the operation ids of Etsy's contract and `token`, resources by the number of the listing, `error_id` is an HTTP status
 * - `PUT options` changes options ({@link parseOptions})
 * - `POST listings/{listing_id}/end` `{sold?, quantity?, paid?}`: a buyer buys, or the seller deactivates on the site
 * - `POST accounts/{name}/listings`: the seller lists on the site ({@link makeByHand})
 * - `POST accounts/{name}/receipts`: a buyer buys several things at once ({@link buyTogether});
 *   `PUT receipts/{receipt_id}`: the payment arrives, or the sale is called off ({@link changeReceipt})
 * - `PUT listings/{listing_id}` `{state?, hold?}`: Etsy itself changes a listing; hold is `edit`, `frozen` or `none`
 * - `GET effects` `{listed_twice, orphan_drafts, live_listings, listing_fees, images, calls, faults, accounts}`: what was
 *   done, in sum and by shop ({@link shopEffects})
 */
export class EtsyControl {
  private readonly world: EtsyWorld;
  private readonly faults: FaultInjector;
  private readonly calls: OperationCounter;
  private readonly routes: readonly Route<ControlHandler>[];

  /**
   * @param world what it changes and counts
   * @param faults what it arms
   * @param calls every call by operation
   */
  constructor(world: EtsyWorld, faults: FaultInjector, calls: OperationCounter) {
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
      route('POST', 'accounts', (body) => ({ status: 201, json: openShop(this.world, body) })),
      route('POST', 'accounts/{name}/revoke', (_body, { name }) => this.revoke(name ?? '')),
      route('POST', 'accounts/{name}/consent', (_body, { name }) => this.consent(name ?? '')),
      route('PUT', 'faults', (body) => this.arm(body)),
      route('DELETE', 'faults', () => this.arm({})),
      route('PUT', 'options', (body) => this.configure(body)),
      route('POST', 'accounts/{name}/listings', (body, { name }) => makeByHand(this.world, name ?? '', body)),
      route('POST', 'accounts/{name}/receipts', (body, { name }) =>
        buyTogether(this.world, name ?? '', body),
      ),
      route('PUT', 'receipts/{id}', (body, { id }) => changeReceipt(this.world, Number(id), body)),
      route('POST', 'listings/{id}/end', (body, { id }) => endListing(this.world, Number(id), body)),
      route('PUT', 'listings/{listingId}', (body, { listingId }) => this.change(Number(listingId), body)),
      route('GET', 'effects', () => ({ status: 200, json: this.effects() })),
    ];
  }

  /**
   * @param exchange a request under `/_control`
   * @returns its answer; 400 with `{error}` for a body it cannot understand, 404 for an unknown route or name, 409 for
   *   a sale that is impossible
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
    const shop = this.world.shops.get(name);
    if (shop === undefined) return { status: 404, json: { error: `no account ${name}` } };
    shop.revoked = true;
    return { status: 204 };
  }

  /** The seller agrees anew, as when an account is connected again. */
  private consent(name: string): Answer {
    const shop = this.world.shops.get(name);
    if (shop === undefined) return { status: 404, json: { error: `no account ${name}` } };
    shop.revoked = false;
    return { status: 200, json: { refresh_token: this.world.issueTokens(shop).refreshToken } };
  }

  private arm(body: unknown): Answer {
    this.faults.use(parseFaults(body));
    return { status: 204 };
  }

  private configure(body: unknown): Answer {
    this.world.options = { ...this.world.options, ...parseOptions(body) };
    return { status: 204 };
  }

  private change(listingId: number, body: unknown): Answer {
    const found = this.world.findListing(listingId);
    if (found === undefined) return { status: 404, json: { error: `no listing ${listingId}` } };
    const details = isRecord(body) ? body : {};
    const hold = oneOf(stringAt(details, 'hold'), ['edit', 'frozen', 'none'] as const);
    const state = oneOf(stringAt(details, 'state'), LISTING_STATES);
    if (hold !== undefined) found.listing.hold = hold === 'none' ? undefined : hold;
    if (state !== undefined) enter(this.world, found.listing, state);
    return { status: 204 };
  }

  private effects(): Record<string, unknown> {
    const accounts = [...this.world.shops.values()].map(shopEffects);
    const sum = (of: (account: (typeof accounts)[number]) => number): number =>
      accounts.reduce((total, account) => total + of(account), 0);
    return {
      listed_twice: sum((account) => account.listed_twice),
      orphan_drafts: sum((account) => account.orphan_drafts),
      live_listings: sum((account) => account.live_listings.length),
      listing_fees: {
        count: sum((account) => account.listing_fees.count),
        cents: sum((account) => account.listing_fees.cents),
        currency: 'USD',
      },
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
