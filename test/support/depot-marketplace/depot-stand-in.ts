import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An item as Depot keeps it. */
export interface StandInItem {
  readonly id: string;
  readonly shop: string;
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  /** Cents. */
  readonly price_cents: number;
  readonly quantity: number;
  readonly state: 'open' | 'sold' | 'closed';
  /** ISO 8601. */
  readonly created_at: string;
}

interface StandInOrder {
  readonly id: string;
  readonly shop: string;
  readonly item_id: string;
  readonly sku: string;
  readonly title: string;
  readonly pieces: number;
  readonly price_cents: number;
  /** ISO 8601. */
  readonly bought_at: string;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Rows of a page: so few that the smallest test has more than one page. */
const PAGE = 2;

/**
 * Depot, a marketplace that does not exist, with a memory. It takes two items of one SKU without a word, and it can lose
 * an answer after having acted. It imports nothing of what it stands in for.
 */
export class DepotStandIn {
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));
  private readonly items: StandInItem[] = [];
  private readonly orders: StandInOrder[] = [];
  private readonly withoutTerms = new Set<string>();
  /** Every call, in order: `POST /items`. */
  readonly calls: string[] = [];
  private lost: string | undefined;

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Stops answering. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** @param call the next such call is obeyed, and its answer lost: `POST /items` */
  loseAnswerTo(call: string): void {
    this.lost = call;
  }

  /** @param shop a shop whose owner has not agreed to the terms of returns; `agreed` takes it back */
  terms(shop: string, agreed: boolean): void {
    if (agreed) this.withoutTerms.delete(shop);
    else this.withoutTerms.add(shop);
  }

  /** @returns the items of a SKU, in whatever state and whichever shop */
  itemsOf(sku: string): readonly StandInItem[] {
    return this.items.filter((item) => item.sku === sku);
  }

  /** Changes an item as its owner would on Depot's own pages. */
  edit(id: string, change: Partial<StandInItem>): void {
    const index = this.items.findIndex((item) => item.id === id);
    const item = this.items[index];
    if (item === undefined) throw new Error(`no item ${id}`);
    this.items[index] = { ...item, ...change };
  }

  /** Makes an item as its owner would on Depot's own pages. */
  add(shop: string, fields: Partial<StandInItem>): StandInItem {
    const item: StandInItem = {
      id: `d${this.items.length + 1}`,
      shop,
      sku: fields.sku ?? '',
      title: fields.title ?? '',
      description: fields.description ?? '',
      price_cents: fields.price_cents ?? 0,
      quantity: fields.quantity ?? 1,
      state: 'open',
      created_at: new Date().toISOString(),
    };
    this.items.push(item);
    return item;
  }

  /** Somebody buys one piece. */
  buy(id: string): void {
    const item = this.items.find((one) => one.id === id);
    if (item?.state !== 'open') throw new Error(`item ${id} is not for sale`);
    const quantity = item.quantity - 1;
    this.edit(id, { quantity, ...(quantity === 0 && { state: 'sold' }) });
    const { shop, sku, title, price_cents } = item;
    this.orders.push({
      id: `o${this.orders.length + 1}`,
      shop,
      item_id: id,
      sku,
      title,
      pieces: 1,
      price_cents,
      bought_at: new Date().toISOString(),
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const url = new URL(request.url ?? '/', 'http://depot');
    const call = `${request.method} ${url.pathname}`;
    this.calls.push(call);
    const body = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
    const answer = this.answer(call, url, body, request.headers.authorization ?? '');
    if (this.lost === call) {
      this.lost = undefined;
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  }

  private answer(
    call: string,
    url: URL,
    body: Readonly<Record<string, unknown>>,
    authorization: string,
  ): Answer {
    if (call === 'POST /token') return token(String(body['refresh_token']));
    const shop = /^Bearer access:(.+)$/.exec(authorization)?.[1];
    if (shop === undefined) return { status: 401, body: { error: 'unauthorised' } };
    const [, method, path, id, verb] = /^(\w+) \/(\w+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(call) ?? [];
    const route = [method, path, ...(id === undefined ? [] : [':id']), verb].filter(Boolean).join(' ');
    const own = this.items.filter((item) => item.shop === shop);
    const item = own.find((one) => one.id === id);
    if (id !== undefined && item === undefined) return { status: 404, body: { error: 'no_such_item' } };
    switch (route) {
      case 'GET shop':
        return { status: 200, body: { name: shop, terms_agreed: !this.withoutTerms.has(shop) } };
      case 'GET items': {
        const sku = url.searchParams.get('sku');
        return page(sku === null ? own : own.filter((one) => one.sku === sku), url);
      }
      case 'POST items':
        return { status: 201, body: this.add(shop, body) };
      case 'GET items :id':
        return { status: 200, body: item };
      case 'PUT items :id':
        if (item?.state !== 'open') return { status: 409, body: { error: 'item_over' } };
        this.edit(item.id, body);
        return { status: 200, body: {} };
      case 'POST items :id close':
        if (item?.state === 'open') this.edit(item.id, { state: 'closed' });
        return { status: 200, body: {} };
      case 'GET orders': {
        const since = url.searchParams.get('since') ?? '';
        return page(
          this.orders.filter((order) => order.shop === shop && order.bought_at >= since),
          url,
        );
      }
      default:
        return { status: 404, body: { error: 'no_such_route' } };
    }
  }
}

function token(refreshToken: string): Answer {
  const shop = /^refresh:(.+)$/.exec(refreshToken)?.[1];
  return shop === undefined
    ? { status: 400, body: { error: 'invalid_grant' } }
    : { status: 200, body: { access_token: `access:${shop}`, expires_in: 3600 } };
}

/** Rows have ids in the order in which they were made, so that a page goes on after the last one of the page before. */
function page(rows: readonly { readonly id: string }[], url: URL): Answer {
  const after = url.searchParams.get('after');
  const from = after === null ? 0 : rows.findIndex(({ id }) => id === after) + 1;
  const shown = rows.slice(from, from + PAGE);
  const next = from + PAGE < rows.length ? shown.at(-1)?.id : null;
  return { status: 200, body: { rows: shown, next } };
}
