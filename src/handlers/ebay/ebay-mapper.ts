import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import type { EbayAccountSettings } from './ebay-account-settings.ts';
import { aspectsOf } from './ebay-aspects.ts';
import type { InventoryItemBody, NewOfferBody, OfferBody } from './ebay-bodies.ts';
import { ebayCategoryOf } from './ebay-categories.ts';
import { ebayConditionOf } from './ebay-conditions.ts';
import { ebaySkuOf } from './ebay-sku.ts';
import { ebayDescriptionOf, ebayTitleOf } from './ebay-texts.ts';
import { CONDITION_DESCRIPTION_MAX } from './ebay-limits.ts';

/** What eBay is to hold of a product, all but the pictures' addresses. */
export interface WantedListing {
  readonly sku: string;
  readonly item: InventoryItemBody;
  readonly offer: OfferBody;
}

/**
 * Maps a product to what eBay is to hold.
 * @param product a product that passed the preflight rules
 * @param settings the account's parsed settings
 * @param imageUrls addresses of the uploaded pictures, in the seller's order
 * @returns the bodies of the item and the offer
 */
export function wantedListing(
  product: ProductSnapshot,
  settings: EbayAccountSettings,
  imageUrls: readonly string[],
): WantedListing {
  return {
    sku: ebaySkuOf(product.sku),
    item: itemOf(product, settings, imageUrls),
    offer: offerOf(product, settings),
  };
}

/**
 * Completes an offer with its key.
 * @param wanted what eBay is to hold
 * @param settings the account's parsed settings
 * @returns the body that creates the offer
 */
export function newOfferOf(wanted: WantedListing, settings: EbayAccountSettings): NewOfferBody {
  return {
    sku: wanted.sku,
    marketplaceId: settings.marketplaceId,
    format: 'FIXED_PRICE',
    ...wanted.offer,
  };
}

function itemOf(
  product: ProductSnapshot,
  settings: EbayAccountSettings,
  imageUrls: readonly string[],
): InventoryItemBody {
  const condition = ebayConditionOf(product.condition) ?? '';
  const note = textOf(product.attributes['condition_description'])?.slice(0, CONDITION_DESCRIPTION_MAX);
  return {
    availability: { shipToLocationAvailability: { quantity: product.quantity } },
    condition,
    ...(note === undefined || condition.startsWith('NEW') ? {} : { conditionDescription: note }),
    product: {
      title: ebayTitleOf(product.title),
      description: ebayDescriptionOf(product.description, product.title),
      aspects: aspectsOf(product, settings.language),
      ...(product.brand === null ? {} : { brand: product.brand }),
      // Some categories refuse at publish an item without an EAN although no aspect asks for one. Saying from the
      // start that there is none costs nothing elsewhere, and spares a second way through publishing.
      ean: [textOf(product.attributes['ean']) ?? settings.marketplace.noIdentifier],
      imageUrls,
    },
  };
}

function offerOf(product: ProductSnapshot, settings: EbayAccountSettings): OfferBody {
  return {
    availableQuantity: product.quantity,
    categoryId: ebayCategoryOf(product) ?? '',
    // Otherwise eBay may replace the seller's texts and pictures by its catalogue's.
    includeCatalogProductDetails: false,
    listingDuration: 'GTC',
    listingPolicies: {
      fulfillmentPolicyId: settings.fulfillmentPolicyId,
      paymentPolicyId: settings.paymentPolicyId,
      returnPolicyId: settings.returnPolicyId,
    },
    merchantLocationKey: settings.merchantLocationKey,
    pricingSummary: { price: { value: product.price, currency: settings.marketplace.currency } },
  };
}
