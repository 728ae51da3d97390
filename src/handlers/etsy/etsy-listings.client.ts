import { Injectable } from '@nestjs/common';
import { integerOf, recordOf, recordsOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { EtsyApi, malformedAnswer } from './etsy-api.ts';
import type { InventoryBody, InventoryRevision, NewDraft, PropertyValue } from './etsy-bodies.ts';
import { EtsyCallError } from './etsy-errors.ts';
import { etsyForm } from './etsy-form.ts';
import type { FormValue } from './etsy-form.ts';
import { etsyListingOf, skusOfInventory } from './etsy-listing.ts';
import type { EtsyListing } from './etsy-listing.ts';
import type { EtsyCaller } from './etsy-tokens.ts';

/** Listings a page of a shop's list may hold. */
export const PAGE_SIZE = 100;

/** One page of a shop's listings. */
export interface ListingPage {
  readonly listings: readonly EtsyListing[];
  /** Listings of that state in all. */
  readonly count: number;
}

/** The calls of Etsy's listings that publishing and ending need, one method an operation (Open API 3.0.0). */
@Injectable()
export class EtsyListingsClient {
  constructor(private readonly api: EtsyApi) {}

  /**
   * createDraftListing: a create without any key, so it must never be repeated blindly.
   * @param caller for whom
   * @param shopId the shop
   * @param draft the complete draft
   * @returns the draft as Etsy echoes it
   * @throws {CallFailedError} when it is no success
   */
  async createDraft(caller: EtsyCaller, shopId: number, draft: NewDraft): Promise<EtsyListing> {
    const path = `shops/${shopId}/listings`;
    const form = etsyForm({ ...draft });
    const listing = etsyListingOf(
      await this.api.call(caller, { method: 'POST', path, effect: 'once', form }),
    );
    if (listing === undefined) throw malformedAnswer('once', 'a listing');
    return listing;
  }

  /**
   * updateListing with nothing but some fields: what is not named stays. `image_ids` puts the listing's pictures in
   * order, and takes away those it does not name.
   * @param caller for whom
   * @param shopId the shop
   * @param listingId the listing
   * @param fields values by Etsy's names of the fields; a list becomes one value with commas
   * @throws {CallFailedError} when it is no success
   */
  async revise(
    caller: EtsyCaller,
    shopId: number,
    listingId: number,
    fields: Readonly<Record<string, FormValue>>,
  ): Promise<void> {
    const path = `shops/${shopId}/listings/${listingId}`;
    const form = etsyForm(fields);
    await this.api.call(caller, { method: 'PATCH', path, effect: 'repeatable', form });
  }

  /**
   * updateListing with the state `active`: makes a draft live, for a fee. After a sale the same call would renew.
   * @param caller for whom
   * @param shopId the shop
   * @param listingId the listing
   * @throws {CallFailedError} when it is no success
   */
  async activate(caller: EtsyCaller, shopId: number, listingId: number): Promise<void> {
    const path = `shops/${shopId}/listings/${listingId}`;
    await this.api.call(caller, {
      method: 'PATCH',
      path,
      effect: 'once',
      form: etsyForm({ state: 'active' }),
    });
  }

  /**
   * updateListing with the state `inactive`: takes a live listing off sale. What was paid for it is not given back.
   * @param caller for whom
   * @param shopId the shop
   * @param listingId the listing
   * @throws {CallFailedError} when it is no success
   */
  async deactivate(caller: EtsyCaller, shopId: number, listingId: number): Promise<void> {
    const path = `shops/${shopId}/listings/${listingId}`;
    const form = etsyForm({ state: 'inactive' });
    await this.api.call(caller, { method: 'PATCH', path, effect: 'repeatable', form });
  }

  /**
   * deleteListing: removes a listing for good.
   * @param caller for whom
   * @param listingId the listing
   * @throws {CallFailedError} when it is no success; a repeat is answered with 404
   */
  async remove(caller: EtsyCaller, listingId: number): Promise<void> {
    await this.api.call(caller, { method: 'DELETE', path: `listings/${listingId}`, effect: 'repeatable' });
  }

  /**
   * getListing with its pictures.
   * @param caller for whom
   * @param listingId the listing
   * @returns the listing; undefined where Etsy does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  async listing(caller: EtsyCaller, listingId: number): Promise<EtsyListing | undefined> {
    const body = await this.read(caller, `listings/${listingId}?includes=Images`);
    if (body === undefined) return undefined;
    const listing = etsyListingOf(body);
    if (listing === undefined) throw malformedAnswer('none', 'a listing');
    return listing;
  }

  /**
   * getListing, and getListingInventory where the first does not tell the SKUs.
   * @param caller for whom
   * @param listingId the listing
   * @returns the listing with its SKUs; undefined where Etsy does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  async listingWithSkus(caller: EtsyCaller, listingId: number): Promise<EtsyListing | undefined> {
    const listing = await this.listing(caller, listingId);
    if (listing === undefined || listing.skus !== undefined) return listing;
    const inventory = await this.read(caller, `listings/${listingId}/inventory`);
    return { ...listing, skus: inventory === undefined ? undefined : skusOfInventory(inventory) };
  }

  /**
   * getListingsByShop, newest first, with their SKUs.
   * @param caller for whom
   * @param shopId the shop
   * @param state `draft` or `active`
   * @param offset listings to leave out
   * @returns one page
   * @throws {CallFailedError} when it is no success
   */
  async page(
    caller: EtsyCaller,
    shopId: number,
    state: 'draft' | 'active',
    offset: number,
  ): Promise<ListingPage> {
    const query = `state=${state}&sort_on=created&sort_order=desc&limit=${PAGE_SIZE}&offset=${offset}&includes=Inventory`;
    const path = `shops/${shopId}/listings?${query}`;
    const body = await this.api.call(caller, { method: 'GET', path, effect: 'none' });
    // An answer without the list is not an empty list: "no draft" would lead to a second one.
    if (!Array.isArray(body['results'])) throw malformedAnswer('none', 'results');
    const listings = recordsOf(body['results']).flatMap((listing) => etsyListingOf(listing) ?? []);
    return { listings, count: integerOf(body['count']) ?? offset + listings.length };
  }

  /**
   * getListingInventory with the listing it belongs to.
   * @param caller for whom
   * @param listingId the listing
   * @returns the inventory as Etsy writes it, and the listing; undefined where Etsy does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  async inventory(
    caller: EtsyCaller,
    listingId: number,
  ): Promise<{ readonly inventory: JsonRecord; readonly listing: EtsyListing } | undefined> {
    const inventory = await this.read(caller, `listings/${listingId}/inventory?includes=Listing`);
    if (inventory === undefined) return undefined;
    const listing = etsyListingOf(recordOf(inventory['listing']));
    if (listing === undefined || !Array.isArray(inventory['products'])) {
      throw malformedAnswer('none', 'an inventory with its listing');
    }
    return { inventory, listing };
  }

  /**
   * updateListingInventory: replaces SKU, price and quantity. Its product ids change with every call, so none is kept.
   * @param caller for whom
   * @param listingId the listing
   * @param inventory the complete inventory
   * @throws {CallFailedError} when it is no success
   */
  async putInventory(
    caller: EtsyCaller,
    listingId: number,
    inventory: InventoryBody | InventoryRevision,
  ): Promise<void> {
    const path = `listings/${listingId}/inventory`;
    await this.api.call(caller, { method: 'PUT', path, effect: 'repeatable', json: inventory });
  }

  /**
   * updateListingProperty: sets one property.
   * @param caller for whom
   * @param shopId the shop
   * @param listingId the listing
   * @param property the property with its value
   * @throws {CallFailedError} when it is no success
   */
  async putProperty(
    caller: EtsyCaller,
    shopId: number,
    listingId: number,
    property: PropertyValue,
  ): Promise<void> {
    const path = `shops/${shopId}/listings/${listingId}/properties/${property.propertyId}`;
    const form = etsyForm({
      value_ids: [property.valueId],
      values: [property.value],
      scale_id: property.scaleId,
    });
    await this.api.call(caller, { method: 'PUT', path, effect: 'repeatable', form });
  }

  private async read(caller: EtsyCaller, path: string): Promise<JsonRecord | undefined> {
    try {
      return await this.api.call(caller, { method: 'GET', path, effect: 'none' });
    } catch (error) {
      // A 404 without Etsy's words comes from an edge or a wrong address, and proves nothing.
      const isMissing = error instanceof EtsyCallError && error.status === 404 && error.problems.length > 0;
      if (isMissing) return undefined;
      throw error;
    }
  }
}
