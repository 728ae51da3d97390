import type { Answer } from '../http/exchange.ts';
import { jsonBody, pageOf, param, type EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { JsonObject } from './ebay-records.ts';
import { misfit } from '../http/field-shape.ts';
import { LOCATION_SHAPE } from './request-shapes.ts';

/**
 * `POST location/{merchantLocationKey}`: the key is the seller's and never changes.
 *
 * @param call the call
 * @returns 204; refuses with 25800, 25801 and, when the key exists, 409 with 25803
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function createLocation(call: EbayCall): Answer {
  const key = param(call, 'merchantLocationKey');
  if (key.length > 36) throw new EbayRefusal(25800, { info: 'merchantLocationKey' });
  const body = jsonBody(call.exchange);
  const wrong = misfit(body, LOCATION_SHAPE);
  if (wrong !== undefined) throw new EbayRefusal(25801, { info: wrong, parameters: { fieldName: wrong } });
  if (call.account.locations.has(key)) throw new EbayRefusal(25803, { info: key });
  call.account.locations.set(key, body);
  return { status: 204 };
}

/**
 * `GET location/{merchantLocationKey}`.
 *
 * @param call the call
 * @returns the location; refuses with 404 and 25805
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function getLocation(call: EbayCall): Answer {
  const key = param(call, 'merchantLocationKey');
  const body = call.account.locations.get(key);
  if (body === undefined) throw new EbayRefusal(25805, { info: key });
  return { status: 200, json: describeLocation(key, body) };
}

/**
 * `GET location`.
 *
 * @param call the call
 * @returns one page of locations, 100 unless asked otherwise
 */
export function listLocations(call: EbayCall): Answer {
  const { limit, offset } = pageOf(call.exchange.query, 100, 100);
  const all = [...call.account.locations];
  return {
    status: 200,
    json: {
      href: `${call.world.baseUrl}${call.exchange.path}?limit=${limit}&offset=${offset}`,
      limit,
      offset,
      total: all.length,
      locations: all.slice(offset, offset + limit).map(([key, body]) => describeLocation(key, body)),
    },
  };
}

function describeLocation(key: string, body: JsonObject): JsonObject {
  return {
    merchantLocationStatus: 'ENABLED',
    ...body,
    merchantLocationKey: key,
    location: { ...(body['location'] as JsonObject), locationId: `loc-${key}` },
  };
}
