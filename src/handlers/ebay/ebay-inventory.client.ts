import { Injectable } from '@nestjs/common';
import type { JsonRecord } from '../http/json-shape.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { EbayApi, malformedAnswer } from './ebay-api.ts';
import type { EbayCall } from './ebay-api.ts';
import type { InventoryItemBody, NewOfferBody, OfferBody } from './ebay-bodies.ts';
import { EbayCallError, ebayErrorsOf } from './ebay-errors.ts';
import type { EbayError } from './ebay-errors.ts';
import { ebayOfferOf } from './ebay-offer.ts';
import type { EbayOffer } from './ebay-offer.ts';
import type { EbayCaller } from './ebay-tokens.ts';
import { EbayEnvironment } from './ebay.environment.ts';

/** What publishing an offer gave. */
export interface Publication {
  readonly listingId: string;
  readonly warnings: readonly EbayError[];
}

/** The calls of eBay's Inventory API that listing and ending a listing need, one method an operation (Inventory API 1.18.5). */
@Injectable()
export class EbayInventoryClient {
  constructor(
    private readonly api: EbayApi,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * createOrReplaceInventoryItem: replaces the whole item, so the same bytes twice change nothing.
   * @param caller for whom
   * @param sku eBay's SKU
   * @param item the complete item
   * @param contentLanguage locale of its texts
   * @returns eBay's warnings
   * @throws {CallFailedError} when it is no success
   */
  async putInventoryItem(
    caller: EbayCaller,
    sku: string,
    item: InventoryItemBody | JsonRecord,
    contentLanguage: string,
  ): Promise<readonly EbayError[]> {
    const path = `inventory_item/${encodeURIComponent(sku)}`;
    const { body } = await this.api.call(
      caller,
      this.write('PUT', path, 'repeatable', item, contentLanguage),
    );
    return ebayErrorsOf(body['warnings']);
  }

  /**
   * createOffer: a create whose key is (SKU, marketplace, format).
   * @param caller for whom
   * @param offer the complete offer
   * @param contentLanguage locale of its texts
   * @returns the offer's id
   * @throws {EbayCallError} with error 25002 where such an offer exists
   * @throws {CallFailedError} when it is no success
   */
  async createOffer(caller: EbayCaller, offer: NewOfferBody, contentLanguage: string): Promise<string> {
    const call = this.write('POST', 'offer', 'once', offer, contentLanguage);
    const offerId = textOf((await this.api.call(caller, call)).body['offerId']);
    if (offerId === undefined) throw malformedAnswer(call, 'offerId');
    return offerId;
  }

  /**
   * updateOffer: replaces the whole offer, and revises its listing where it is published.
   * @param caller for whom
   * @param offerId the offer
   * @param offer the complete offer
   * @param contentLanguage locale of its texts
   * @returns eBay's warnings
   * @throws {CallFailedError} when it is no success
   */
  async putOffer(
    caller: EbayCaller,
    offerId: string,
    offer: OfferBody | JsonRecord,
    contentLanguage: string,
  ): Promise<readonly EbayError[]> {
    const path = `offer/${encodeURIComponent(offerId)}`;
    const { body } = await this.api.call(
      caller,
      this.write('PUT', path, 'repeatable', offer, contentLanguage),
    );
    return ebayErrorsOf(body['warnings']);
  }

  /**
   * publishOffer: makes a listing of an offer.
   * @param caller for whom
   * @param offerId the offer
   * @returns the listing's id
   * @throws {CallFailedError} when it is no success
   */
  async publishOffer(caller: EbayCaller, offerId: string): Promise<Publication> {
    // Without a body eBay's edge answers 411.
    const call = this.write('POST', `offer/${encodeURIComponent(offerId)}/publish`, 'once', {});
    const { body } = await this.api.call(caller, call);
    const listingId = textOf(body['listingId']);
    if (listingId === undefined) throw malformedAnswer(call, 'listingId');
    return { listingId, warnings: ebayErrorsOf(body['warnings']) };
  }

  /**
   * withdrawOffer: ends an offer's listing and keeps the offer, unpublished. What it did is told by {@link offer} alone.
   * @param caller for whom
   * @param offerId the offer
   * @throws {EbayCallError} with error 25002 or 25713 where the offer is not published
   * @throws {CallFailedError} when it is no success
   */
  async withdrawOffer(caller: EbayCaller, offerId: string): Promise<void> {
    const call = this.write('POST', `offer/${encodeURIComponent(offerId)}/withdraw`, 'once', {});
    await this.api.call(caller, call);
  }

  /**
   * getOffer.
   * @param caller for whom
   * @param offerId the offer
   * @returns the offer; undefined where eBay does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  async offer(caller: EbayCaller, offerId: string): Promise<EbayOffer | undefined> {
    const body = await this.read(caller, `offer/${encodeURIComponent(offerId)}`);
    if (body === undefined) return undefined;
    const offer = ebayOfferOf(body);
    if (offer === undefined) throw malformedAnswer({ effect: 'none', limit: 'application' }, 'an offer');
    return offer;
  }

  /**
   * getOffers: offers of one SKU. eBay refuses the call without a SKU.
   * @param caller for whom
   * @param sku eBay's SKU
   * @returns the offers, on whichever marketplace; none where eBay answers 404
   * @throws {CallFailedError} when it is no success
   */
  async offersOf(caller: EbayCaller, sku: string): Promise<readonly EbayOffer[]> {
    const body = await this.read(caller, `offer?sku=${encodeURIComponent(sku)}`);
    if (body === undefined) return [];
    // An answer without the list is not an empty list, nor may an offer be passed over: "no offer" would lead to a second create.
    if (!Array.isArray(body['offers'])) {
      throw malformedAnswer({ effect: 'none', limit: 'application' }, 'offers');
    }
    return (body['offers'] as readonly unknown[]).map((entry) => {
      const offer = ebayOfferOf(recordOf(entry));
      if (offer === undefined) throw malformedAnswer({ effect: 'none', limit: 'application' }, 'an offer');
      return offer;
    });
  }

  private async read(caller: EbayCaller, path: string): Promise<JsonRecord | undefined> {
    try {
      const call: EbayCall = { method: 'GET', url: this.url(path), effect: 'none', limit: 'application' };
      return (await this.api.call(caller, call)).body;
    } catch (error) {
      if (error instanceof EbayCallError && isMissing(error)) return undefined;
      throw error;
    }
  }

  private write(
    method: 'POST' | 'PUT',
    path: string,
    effect: 'once' | 'repeatable',
    json: unknown,
    contentLanguage?: string,
  ): EbayCall {
    return {
      method,
      url: this.url(path),
      effect,
      limit: 'application',
      json,
      ...(contentLanguage === undefined ? {} : { headers: { 'content-language': contentLanguage } }),
    };
  }

  private url(path: string): string {
    return `${this.environment.EBAY_API_URL}/sell/inventory/v1/${path}`;
  }
}

/** The contract gives these numbers for what does not exist, with 400 as well as 404 as their status. */
function isMissing(error: EbayCallError): boolean {
  return [25702, 25710, 25713].some((id) => error.error(id) !== undefined) || notFoundByApi(error);
}

/** A 404 without eBay's envelope comes from an edge or a wrong address, and proves nothing. */
function notFoundByApi(error: EbayCallError): boolean {
  return error.status === 404 && error.errors.some(({ errorId }) => errorId >= 25000 && errorId < 26000);
}
