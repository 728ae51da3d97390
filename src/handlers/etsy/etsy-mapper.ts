import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import type { EtsyAccountSettings } from './etsy-account-settings.ts';
import type { InventoryBody, ListingContent, NewDraft } from './etsy-bodies.ts';
import { taxonomyWishOf } from './etsy-categories.ts';
import type { TaxonomyWish } from './etsy-categories.ts';
import { propertyWishesOf } from './etsy-properties.ts';
import type { PropertyWish } from './etsy-properties.ts';
import type { Provenance } from './etsy-provenance.ts';
import { etsySkuOf } from './etsy-sku.ts';
import { etsyDescriptionOf, etsyMaterialsOf, etsyTagsOf, etsyTitleOf } from './etsy-texts.ts';

/** What Etsy is to hold of a product, all but its pictures and the number of its place in the taxonomy. */
export interface WantedListing {
  readonly sku: string;
  readonly content: ListingContent;
  readonly taxonomy: TaxonomyWish;
  readonly inventory: InventoryBody;
  readonly properties: readonly PropertyWish[];
  /** Decimal with two places. */
  readonly price: string;
  readonly quantity: number;
}

/**
 * Maps a product to what Etsy is to hold.
 * @param product a product that passed the preflight rules
 * @param settings the account's parsed settings
 * @param provenance who made it, and when
 * @returns the listing's content, its inventory and its properties
 */
export function wantedListing(
  product: ProductSnapshot,
  settings: EtsyAccountSettings,
  provenance: Provenance,
): WantedListing {
  const sku = etsySkuOf(product.sku);
  return {
    sku,
    content: {
      title: etsyTitleOf(product.title),
      description: etsyDescriptionOf(product.description, product.title),
      ...provenance,
      shipping_profile_id: settings.shippingProfileId,
      return_policy_id: settings.returnPolicyId,
      tags: tagsOf(product, provenance),
      materials: etsyMaterialsOf(product.material),
      type: 'physical',
    },
    taxonomy: taxonomyWishOf(product, settings) ?? { kind: 'names', paths: [] },
    inventory: inventoryOf(product, settings, sku),
    properties: propertyWishesOf(product),
    price: product.price,
    quantity: product.quantity,
  };
}

/**
 * Completes a listing to the draft that is created.
 * @param wanted what Etsy is to hold
 * @param settings the account's parsed settings
 * @param taxonomyId the number of its place
 * @returns the form's fields
 */
export function newDraftOf(
  wanted: WantedListing,
  settings: EtsyAccountSettings,
  taxonomyId: number,
): NewDraft {
  return {
    ...wanted.content,
    taxonomy_id: taxonomyId,
    price: wanted.price,
    quantity: wanted.quantity,
    readiness_state_id: settings.readinessStateId,
  };
}

function inventoryOf(product: ProductSnapshot, settings: EtsyAccountSettings, sku: string): InventoryBody {
  // JSON has no decimals; two places survive a float of this size.
  const price = Number(product.price);
  const offering = { price, quantity: product.quantity, is_enabled: true as const };
  return {
    products: [
      {
        sku,
        property_values: [],
        offerings: [{ ...offering, readiness_state_id: settings.readinessStateId }],
      },
    ],
    price_on_property: [],
    quantity_on_property: [],
    sku_on_property: [],
  };
}

function tagsOf(product: ProductSnapshot, { who_made, is_supply }: Provenance): readonly string[] {
  const own: unknown = product.attributes['etsy_tags'];
  if (Array.isArray(own)) return etsyTagsOf(own.map((tag: unknown) => textOf(tag)));
  const vintage = who_made === 'someone_else' && !is_supply;
  const kind = [vintage ? 'vintage' : '', product.category ?? ''].join(' ').trim();
  return etsyTagsOf([
    product.brand,
    kind,
    vintage ? 'vintage' : null,
    product.category,
    product.colour,
    product.material,
  ]);
}
