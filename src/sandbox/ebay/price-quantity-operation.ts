import { misfit } from '../http/field-shape.ts';
import type { Answer } from '../http/exchange.ts';
import { jsonBody, type EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { JsonObject } from './ebay-records.ts';
import { numberIn, objectAt, textAt } from './json-access.ts';
import { checkOfferFields } from './offer-rules.ts';
import { PRICE_QUANTITY_SHAPE } from './request-shapes.ts';

/** One row of the answer, with what it changes once every row of its request was checked. */
interface Row {
  readonly json: JsonObject;
  readonly apply?: () => void;
}

/**
 * `POST bulk_update_price_quantity`: changes prices and quantities of offers and the stock of items, and nothing else.
 *
 * @param call the call
 * @returns 200 where every row succeeded, 207 where one did not; each row has its own status
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function changePriceQuantity(call: EbayCall): Answer {
  const body = jsonBody(call.exchange);
  const wrong = misfit(body, PRICE_QUANTITY_SHAPE);
  if (wrong !== undefined) throw new EbayRefusal(2004, { info: `Could not read field [${wrong}]` });
  const requests = body['requests'] as readonly JsonObject[];
  if (requests.length < 1 || requests.length > 25) throw new EbayRefusal(25709, { info: 'requests' });
  const rows = requests.flatMap((request) => rowsOf(call, request));
  for (const { apply } of rows) apply?.();
  const failed = rows.some(({ apply }) => apply === undefined);
  return { status: failed ? 207 : 200, json: { responses: rows.map(({ json }) => json) } };
}

function rowsOf(call: EbayCall, request: JsonObject): readonly Row[] {
  const offers = (request['offers'] ?? []) as readonly JsonObject[];
  const stock = numberIn(objectAt(request, 'shipToLocationAvailability'), 'quantity');
  const sku = textAt(request, 'sku');
  const names = { ...(sku === undefined ? {} : { sku }) };
  const rows = offers.map((change) =>
    attempt({ offerId: textAt(change, 'offerId') ?? '', ...names }, () => offerChange(call, change, sku)),
  );
  const own = stock === undefined ? [] : [attempt(names, () => stockChange(call, sku, stock))];
  const failure = own.find(({ apply }) => apply === undefined);
  // Rows of offers tell of the stock as well; it has a row of its own only where no offer is named.
  if (offers.length === 0) return own;
  if (failure !== undefined) {
    return rows.map(({ json }) => ({ json: { ...failure.json, offerId: json['offerId'] } }));
  }
  return rows.map((row) => {
    const { apply } = row;
    if (apply === undefined) return row;
    return {
      ...row,
      apply: () => {
        apply();
        own[0]?.apply?.();
      },
    };
  });
}

function attempt(names: JsonObject, check: () => () => void): Row {
  try {
    return { json: { ...names, statusCode: 200 }, apply: check() };
  } catch (error: unknown) {
    if (!(error instanceof EbayRefusal)) throw error;
    const { status, json } = error.answer;
    const { errors } = json as { readonly errors: unknown };
    return { json: { ...names, statusCode: status, errors } };
  }
}

function offerChange(call: EbayCall, change: JsonObject, sku: string | undefined): () => void {
  const offer = call.account.offers.get(textAt(change, 'offerId') ?? '');
  if (offer === undefined) throw new EbayRefusal(25713);
  if (sku !== undefined && offer.sku !== sku) throw new EbayRefusal(25709, { info: 'sku' });
  const price = change['price'];
  const quantity = numberIn(change, 'availableQuantity');
  if (quantity !== undefined && quantity < 0) throw new EbayRefusal(25004, { info: String(quantity) });
  const details = {
    ...offer.details,
    ...(quantity === undefined ? {} : { availableQuantity: quantity }),
    ...(price === undefined
      ? {}
      : { pricingSummary: { ...objectAt(offer.details, 'pricingSummary'), price } }),
  };
  checkOfferFields(offer.format, textAt(details, 'merchantLocationKey'), details);
  return () => {
    offer.details = details;
  };
}

function stockChange(call: EbayCall, sku: string | undefined, quantity: number): () => void {
  const item = call.account.items.get(sku ?? '');
  if (item === undefined) throw new EbayRefusal(25702, { info: sku ?? '' });
  if (quantity < 0) throw new EbayRefusal(25004, { info: String(quantity) });
  const availability = objectAt(item.body, 'availability');
  const stock = { ...objectAt(availability, 'shipToLocationAvailability'), quantity };
  const body = { ...item.body, availability: { ...availability, shipToLocationAvailability: stock } };
  return () => call.account.items.set(item.sku, { ...item, body });
}
