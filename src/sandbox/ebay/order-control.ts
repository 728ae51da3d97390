import { flagAt, InvalidControl, isRecord, numberAt, stringAt } from '../control/control-body.ts';
import type { Answer } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import type { StoredOrder } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import { piecesLeft, sell } from './sales.ts';
import type { Purchase } from './sales.ts';
import type { SellerAccount } from './seller-account.ts';

/** Answers one route of the stand-in's own interface. */
export type ControlHandler = (body: unknown, params: Readonly<Record<string, string>>) => Answer;

/**
 * What buyers do, as routes under `/_control`:
 * - `POST accounts/{name}/orders` `{lines: [{listing_id, quantity?}], paid?}`: a buyer buys, several listings at once if
 *   wanted; answers 201 with `{order_id}`, 409 where there are not so many pieces
 * - `POST orders/{order_id}/pay`: the payment of an order arrives
 * - `POST orders/{order_id}/cancel`: the order is called off; the listings stay as the sale has left them
 *
 * @param world all sellers
 * @returns the routes
 */
export function orderRoutes(world: EbayWorld): readonly Route<ControlHandler>[] {
  const route = (path: string, handler: ControlHandler): Route<ControlHandler> => ({
    operation: path,
    method: 'POST',
    path: `/_control/${path}`,
    handler,
  });
  const change = (how: (order: StoredOrder, now: number) => void): ControlHandler => {
    return (_body, { orderId }) => {
      const orders = [...world.accounts.values()].flatMap((account) => [...account.orders.values()]);
      const order = orders.find((other) => other.orderId === orderId);
      if (order === undefined) return { status: 404, json: { error: `no order ${orderId}` } };
      order.modifiedAt = world.now();
      how(order, order.modifiedAt);
      return { status: 204 };
    };
  };
  return [
    route('accounts/{name}/orders', (body, { name }) => {
      const account = world.accounts.get(name ?? '');
      return account === undefined
        ? { status: 404, json: { error: `no account ${name}` } }
        : buy(world, account, body);
    }),
    route(
      'orders/{orderId}/pay',
      change((order) => {
        order.isPaid = true;
      }),
    ),
    route(
      'orders/{orderId}/cancel',
      change((order, now) => {
        order.cancelledAt = now;
      }),
    ),
  ];
}

function buy(world: EbayWorld, account: SellerAccount, body: unknown): Answer {
  const lines: unknown = isRecord(body) ? body['lines'] : undefined;
  if (!isRecord(body) || !Array.isArray(lines) || lines.length === 0) {
    throw new InvalidControl('lines must be a list of what is bought');
  }
  const purchases = lines.map((line: unknown) => purchaseOf(account, line));
  if (purchases.some(({ listing, quantity }) => piecesLeft(account, listing) < quantity)) {
    return { status: 409, json: { error: 'there are not so many pieces' } };
  }
  const order = sell(world, account, purchases, flagAt(body, 'paid') ?? true);
  return { status: 201, json: { order_id: order.orderId } };
}

function purchaseOf(account: SellerAccount, line: unknown): Purchase {
  if (!isRecord(line)) throw new InvalidControl('a line must be an object');
  const listingId = stringAt(line, 'listing_id') ?? '';
  const listing = account.listings.get(listingId);
  if (listing === undefined) throw new InvalidControl(`no listing ${listingId}`);
  return { listing, quantity: numberAt(line, 'quantity') ?? 1 };
}
