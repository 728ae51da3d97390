import type { Answer } from '../http/exchange.ts';
import { jsonBody, pageOf, param, type EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { StoredOffer } from './ebay-records.ts';
import { misfit } from '../http/field-shape.ts';
import { contentLanguage } from './header-rules.ts';
import { textAt } from './json-access.ts';
import { removeOffer } from './listing-life.ts';
import { describeOffer } from './offer-description.ts';
import { checkNewOffer, checkOfferFields } from './offer-rules.ts';
import { NEW_OFFER_SHAPE, OFFER_SHAPE } from './request-shapes.ts';

/**
 * `POST offer`: one offer per SKU, marketplace and format.
 *
 * @param call the call
 * @returns 201 with the offer's id; a second one is refused with 25002 naming the first
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function createOffer(call: EbayCall): Answer {
  const locale = contentLanguage(call.exchange);
  const body = jsonBody(call.exchange);
  const wrong = misfit(body, NEW_OFFER_SHAPE);
  if (wrong !== undefined) throw new EbayRefusal(2004, { info: `Could not read field [${wrong}]` });
  const { sku, marketplaceId, format, ...details } = body;
  const wanted = checkNewOffer(call, { sku, marketplaceId, format }, details);
  const existing = call.account
    .offersOf(wanted.sku)
    .find((offer) => offer.marketplaceId === wanted.marketplaceId && offer.format === wanted.format);
  if (existing !== undefined) {
    throw new EbayRefusal(25002, {
      info: 'Offer entity already exists',
      parameters: { offerId: existing.offerId },
    });
  }
  const offer: StoredOffer = {
    ...wanted,
    offerId: call.world.nextOfferId(),
    details,
    visibleAt: call.world.now() + call.world.options.indexLagMs,
    everPublished: false,
    listing: undefined,
  };
  call.account.offers.set(offer.offerId, offer);
  return {
    status: 201,
    headers: { 'content-language': locale.replace('_', '-') },
    json: { offerId: offer.offerId },
  };
}

/**
 * `GET offer?sku=`: the live service insists on the SKU although the contract calls it optional.
 *
 * @param call the call
 * @returns the offers that the index shows already; refuses with 404 and 25713 when there are none
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function findOffers(call: EbayCall): Answer {
  const { query } = call.exchange;
  const sku = query.get('sku');
  if (sku === null || sku === '') throw new EbayRefusal(25709, { info: 'sku' });
  const { limit, offset } = pageOf(query, 100, 200);
  const found = call.account
    .offersOf(sku)
    .filter((offer) => offer.visibleAt <= call.world.now())
    .filter((offer) => [null, offer.format].includes(query.get('format')))
    .filter((offer) => [null, offer.marketplaceId].includes(query.get('marketplace_id')));
  if (found.length === 0) throw new EbayRefusal(25713);
  const page = found.slice(offset * limit, offset * limit + limit);
  return {
    status: 200,
    json: {
      href: `${call.exchange.path}?${query.toString()}`,
      limit,
      size: page.length,
      total: found.length,
      offers: page.map(describeOffer),
    },
  };
}

/**
 * `GET offer/{offerId}`: sees the offer at once, whatever the index shows.
 *
 * @param call the call
 * @returns the offer; refuses with 404 and 25713
 */
export function getOffer(call: EbayCall): Answer {
  return { status: 200, json: describeOffer(existingOffer(call)) };
}

/**
 * `PUT offer/{offerId}`: stores the whole offer, whatever stood there before.
 *
 * @param call the call
 * @returns 204; refuses with 404 and 25713
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function putOffer(call: EbayCall): Answer {
  const locale = contentLanguage(call.exchange);
  const body = jsonBody(call.exchange);
  const offer = existingOffer(call);
  const wrong = misfit(body, OFFER_SHAPE);
  if (wrong !== undefined) throw new EbayRefusal(2004, { info: `Could not read field [${wrong}]` });
  checkOfferFields(offer.format, textAt(body, 'merchantLocationKey'), body);
  offer.details = body;
  return { status: 204, headers: { 'content-language': locale.replace('_', '-') } };
}

/**
 * `DELETE offer/{offerId}`: ends the listing if there is one.
 *
 * @param call the call
 * @returns 204; refuses with 404 and 25713
 */
export function deleteOffer(call: EbayCall): Answer {
  removeOffer(call.account, existingOffer(call));
  return { status: 204 };
}

/**
 * @param call a call about one offer
 * @returns the seller's offer
 * @throws EbayRefusal 25713 when the seller has no such offer
 */
export function existingOffer(call: EbayCall): StoredOffer {
  const offer = call.account.offers.get(param(call, 'offerId'));
  if (offer === undefined) throw new EbayRefusal(25713);
  return offer;
}
