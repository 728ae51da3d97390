import type { Answer } from '../http/exchange.ts';
import type { EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { StoredOrder } from './ebay-records.ts';
import { describeOrder } from './order-description.ts';

/** Both ends included, milliseconds since the epoch. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Time zone and all: what eBay's pages show, to the millisecond or without a fraction. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
const TWO_YEARS_MS = 2 * 365 * 86_400_000;
const ANY: Range = { from: 0, to: Infinity };

/**
 * `GET order?filter&limit&offset`: pages of 50 unless asked otherwise, at most 200. Oldest first, or in the order in
 * which they changed where that is the filter.
 *
 * @param call the call
 * @returns one page; `next` and `prev` where there are such pages
 * @throws EbayRefusal with one of the numbers of getOrders
 */
export function listOrders(call: EbayCall): Answer {
  const { query, path } = call.exchange;
  const limit = wholeNumber(query.get('limit') ?? '50', 1, 200, 31100);
  const offset = wholeNumber(query.get('offset') ?? '0', 0, Number.MAX_SAFE_INTEGER, 31000);
  const filters = filtersOf(query.get('filter') ?? '', call.world.now());
  const { creationdate } = filters;
  // Where both are given only the time of creation counts.
  const changed = creationdate === undefined ? (filters.lastmodifieddate ?? ANY) : ANY;
  const time = (order: StoredOrder): number =>
    filters.lastmodifieddate === undefined ? order.createdAt : order.modifiedAt;
  const found = [...call.account.orders.values()]
    .filter(({ visibleAt }) => visibleAt <= call.world.now())
    .filter((order) => within(order.createdAt, creationdate ?? ANY) && within(order.modifiedAt, changed))
    .sort((a, b) => time(a) - time(b));
  const link = (at: number): string => {
    const there = new URLSearchParams(query);
    there.set('limit', String(limit));
    there.set('offset', String(at));
    return `${call.world.baseUrl}${path}?${there.toString()}`;
  };
  return {
    status: 200,
    json: {
      href: link(offset),
      total: found.length,
      limit,
      offset,
      ...(offset + limit < found.length ? { next: link(offset + limit) } : {}),
      ...(offset > 0 ? { prev: link(Math.max(0, offset - limit)) } : {}),
      orders: found
        .slice(offset, offset + limit)
        .map((order) => describeOrder(order, call.account.setup.name)),
    },
  };
}

function filtersOf(
  filter: string,
  now: number,
): Readonly<Partial<Record<'creationdate' | 'lastmodifieddate', Range>>> {
  const found: Partial<Record<'creationdate' | 'lastmodifieddate', Range>> = {};
  for (const criterion of filter.split(',').filter((part) => part !== '')) {
    const [, name = '', value = ''] = /^([a-z]+):(.*)$/.exec(criterion) ?? [];
    if (name !== 'creationdate' && name !== 'lastmodifieddate') {
      throw new EbayRefusal(30700, { info: name === '' ? criterion : name });
    }
    found[name] = rangeOf(name, value, now);
  }
  return found;
}

function rangeOf(name: string, value: string, now: number): Range {
  const [, start, end] = /^\[(.*)\.\.(.*)\]$/.exec(value) ?? [];
  if (start === undefined || end === undefined)
    throw new EbayRefusal(30800, { info: `${value} for ${name}` });
  if (start === '') throw new EbayRefusal(30820);
  const from = timeOf(start);
  const to = end === '' ? Infinity : timeOf(end);
  if (from > to) throw new EbayRefusal(30840);
  if (from > now || (to !== Infinity && to > now)) throw new EbayRefusal(30850);
  if (now - from > TWO_YEARS_MS) throw new EbayRefusal(30830);
  return { from, to };
}

function timeOf(text: string): number {
  const time = TIMESTAMP.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new EbayRefusal(30810, { info: text });
  return time;
}

function within(time: number, { from, to }: Range): boolean {
  return time >= from && time <= to;
}

function wholeNumber(text: string, least: number, most: number, errorId: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) throw new EbayRefusal(errorId, { info: text });
  return number;
}
