import type { StoredInventory, StoredOffering, StoredProduct, StoredProperty } from './etsy-records.ts';
import { moneyOf } from './money.ts';
import { taxonomyProperty } from './taxonomy.ts';

/**
 * @param inventory the inventory of a listing
 * @param currency ISO 4217, of the shop
 * @returns Etsy's `ListingInventory`
 */
export function describeInventory(inventory: StoredInventory, currency: string): Record<string, unknown> {
  return {
    products: inventory.products.map((product) => describeProduct(product, currency)),
    price_on_property: inventory.priceOnProperty,
    quantity_on_property: inventory.quantityOnProperty,
    sku_on_property: inventory.skuOnProperty,
    readiness_state_on_property: inventory.readinessStateOnProperty,
  };
}

/**
 * @param property a property with values
 * @returns Etsy's `ListingPropertyValue`
 */
export function describeProperty(property: StoredProperty): Record<string, unknown> {
  const scales = taxonomyProperty(property.propertyId)?.scales ?? [];
  return {
    property_id: property.propertyId,
    property_name: property.propertyName,
    scale_id: property.scaleId,
    scale_name: scales.find(({ scaleId }) => scaleId === property.scaleId)?.name ?? null,
    value_ids: property.valueIds,
    values: property.values,
  };
}

function describeProduct(product: StoredProduct, currency: string): Record<string, unknown> {
  return {
    product_id: product.productId,
    sku: product.sku,
    is_deleted: false,
    offerings: product.offerings.map((offering) => describeOffering(offering, currency)),
    property_values: product.propertyValues.map(describeProperty),
  };
}

function describeOffering(offering: StoredOffering, currency: string): Record<string, unknown> {
  return {
    offering_id: offering.offeringId,
    quantity: offering.quantity,
    is_enabled: offering.isEnabled,
    is_deleted: false,
    price: moneyOf(offering.priceCents, currency),
    readiness_state_id: offering.readinessStateId,
  };
}
