import { type FieldShape, misfit } from '../http/field-shape.ts';
import { badField } from './etsy-error.ts';
import type { StoredInventory } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';

/** Body of `updateListingInventory`; what a GET shows beyond this is refused. */
const INVENTORY_SHAPE: FieldShape = {
  fields: {
    products: {
      list: {
        fields: {
          sku: { nullable: 'text' },
          property_values: {
            list: {
              fields: {
                property_id: 'integer',
                value_ids: { list: 'integer' },
                scale_id: { nullable: 'integer' },
                property_name: 'text',
                values: { list: 'text' },
              },
              required: ['property_id', 'value_ids', 'values'],
            },
          },
          offerings: {
            list: {
              fields: {
                price: 'number',
                quantity: 'integer',
                is_enabled: 'flag',
                readiness_state_id: { nullable: 'integer' },
              },
              required: ['price', 'quantity', 'is_enabled', 'readiness_state_id'],
            },
          },
        },
        required: ['offerings'],
      },
    },
    price_on_property: { list: 'integer' },
    quantity_on_property: { list: 'integer' },
    sku_on_property: { list: 'integer' },
    readiness_state_on_property: { nullable: { list: 'integer' } },
  },
  required: ['products'],
};

/** The body of `updateListingInventory`, once its shape is known to fit. */
export interface InventoryBody {
  readonly products: readonly {
    readonly sku?: string | null;
    readonly property_values?: readonly {
      readonly property_id: number;
      readonly value_ids: readonly number[];
      readonly scale_id?: number | null;
      readonly property_name?: string;
      readonly values: readonly string[];
    }[];
    readonly offerings: readonly {
      readonly price: number;
      readonly quantity: number;
      readonly is_enabled: boolean;
      readonly readiness_state_id: number | null;
    }[];
  }[];
  readonly price_on_property?: readonly number[];
  readonly quantity_on_property?: readonly number[];
  readonly sku_on_property?: readonly number[];
  readonly readiness_state_on_property?: readonly number[] | null;
}

/**
 * Compares a body with the contract.
 *
 * @param body parsed JSON
 * @returns the body
 * @throws EtsyRefusal with 400 naming the first field that is unknown, malformed or missing
 */
export function inventoryBody(body: unknown): InventoryBody {
  const wrong = misfit(body, INVENTORY_SHAPE);
  if (wrong !== undefined)
    throw badField(wrong.replaceAll('.', '/'), 'is missing, unknown or of the wrong type', 'invalid_type');
  return body as InventoryBody;
}

/**
 * Checks an inventory against the rules that go beyond its shape.
 *
 * @param inventory what the listing would have
 * @param shop whose readiness states it may name
 * @throws EtsyRefusal with 400 for the first rule it breaks
 */
export function checkInventory(inventory: StoredInventory, shop: EtsyShop): void {
  const { products } = inventory;
  const offerings = products.flatMap((product) => product.offerings);
  if (products.some((product) => product.offerings.length !== 1))
    throw badField('products', 'each product needs exactly one offering');
  if (!offerings.some(({ quantity, isEnabled }) => isEnabled && quantity > 0))
    throw badField('quantity', 'at least one product must be available', 'out_of_range');
  const own = shop.setup.readinessStateId;
  if (offerings.some(({ readinessStateId }) => readinessStateId !== null && readinessStateId !== own))
    throw badField('readiness_state_id', 'is not one of this shop');
  checkVariations(inventory);
}

function checkVariations(inventory: StoredInventory): void {
  const { products } = inventory;
  const keys = products.map(({ propertyValues }) =>
    JSON.stringify(propertyValues.map(({ propertyId, valueIds, values }) => [propertyId, valueIds, values])),
  );
  if (new Set(keys).size < products.length)
    throw badField('products', 'every product needs its own combination of property values');
  const varying = {
    price: [inventory.priceOnProperty, products.map(({ offerings }) => offerings[0]?.priceCents)],
    quantity: [inventory.quantityOnProperty, products.map(({ offerings }) => offerings[0]?.quantity)],
    sku: [inventory.skuOnProperty, products.map(({ sku }) => sku)],
    readiness_state: [
      inventory.readinessStateOnProperty,
      products.map(({ offerings }) => offerings[0]?.readinessStateId),
    ],
  } as const;
  const known = new Set(
    products.flatMap(({ propertyValues }) => propertyValues.map((value) => value.propertyId)),
  );
  for (const [name, [onProperty, values]] of Object.entries(varying)) {
    if (onProperty.some((propertyId) => !known.has(propertyId)))
      throw badField(`${name}_on_property`, 'names a property that no product has');
    if (onProperty.length === 0 && new Set<unknown>(values).size > 1)
      throw badField(`${name}_on_property`, `must name the property by which the ${name} varies`);
  }
}
