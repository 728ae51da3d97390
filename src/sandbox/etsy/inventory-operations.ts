import type { Answer, Exchange } from '../http/exchange.ts';
import { describeInventory } from './describe-inventory.ts';
import { describeListing } from './describe-listing.ts';
import { ownListing, type EtsyCall } from './etsy-call.ts';
import { EtsyRefusal, badField } from './etsy-error.ts';
import type { StoredInventory } from './etsy-records.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { checkInventory, inventoryBody, type InventoryBody } from './inventory-rules.ts';
import { checkSellable, touch } from './listing-life.ts';
import { centsOf, piecesOf } from './money.ts';
import { listIn } from './query-values.ts';

/** Longest SKU, characters; the live service words its refusal with this number. */
const MAX_SKU = 32;

/**
 * `GET listings/{listing_id}/inventory`.
 *
 * @param call the call
 * @returns products and offerings, with `includes=Listing` the listing too
 * @throws EtsyRefusal with 403 or 404
 */
export function getInventory(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const inventory = describeInventory(listing.inventory, call.shop.setup.currency);
  const wantsListing = listIn(call.exchange.query, 'includes').includes('Listing');
  return {
    status: 200,
    json: wantsListing
      ? { ...inventory, listing: describeListing(call.world, call.shop, listing) }
      : inventory,
  };
}

/**
 * `PUT listings/{listing_id}/inventory`: replaces everything; products and offerings get new numbers each time.
 *
 * @param call the call
 * @returns the new inventory
 * @throws EtsyRefusal with 400, 403 or 404
 */
export function putInventory(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const inventory = inventoryOf(inventoryBody(jsonOf(call.exchange)), call.world);
  checkInventory(inventory, call.shop);
  if (listing.state === 'active') checkSellable(call.shop, { ...listing, inventory });
  listing.inventory = inventory;
  touch(call.world, listing);
  return { status: 200, json: describeInventory(inventory, call.shop.setup.currency) };
}

function inventoryOf(body: InventoryBody, world: EtsyWorld): StoredInventory {
  return {
    products: body.products.map((product, at) => ({
      productId: world.nextId(10_000_000_000),
      sku: skuOf(product.sku ?? '', at),
      offerings: product.offerings.map((offering) => ({
        offeringId: world.nextId(11_000_000_000),
        priceCents: centsOf('price', offering.price),
        quantity: piecesOf('quantity', offering.quantity, 0),
        isEnabled: offering.is_enabled,
        readinessStateId: offering.readiness_state_id,
      })),
      propertyValues: (product.property_values ?? []).map((value) => ({
        propertyId: value.property_id,
        propertyName: value.property_name ?? null,
        scaleId: value.scale_id ?? null,
        valueIds: value.value_ids,
        values: value.values,
      })),
    })),
    priceOnProperty: body.price_on_property ?? [],
    quantityOnProperty: body.quantity_on_property ?? [],
    skuOnProperty: body.sku_on_property ?? [],
    readinessStateOnProperty: body.readiness_state_on_property ?? [],
  };
}

function skuOf(sku: string, at: number): string {
  if ([...sku].length > MAX_SKU)
    throw badField(at === 0 ? 'sku' : `sku/${at}`, `cannot be more than ${MAX_SKU} characters`, 'too_long');
  return sku;
}

function jsonOf(exchange: Exchange): unknown {
  if (!/^application\/json(;|$)/.test(exchange.headers['content-type'] ?? ''))
    throw new EtsyRefusal(400, 'The request body must be application/json');
  try {
    return JSON.parse(exchange.body.toString('utf8'));
  } catch {
    throw new EtsyRefusal(400, 'The request body is not valid JSON');
  }
}
