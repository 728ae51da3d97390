import { InvalidControl, isRecord, numberAt, stringAt } from '../control/control-body.ts';
import { oneOf } from '../control/option-values.ts';
import type { Answer } from '../http/exchange.ts';
import { productPicture } from '../pictures/product-picture.ts';
import { LISTING_STATES, type ListingState, type StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';

/** Most listings of one request, so that a typing error does not fill the memory. */
const MOST = 5_000;
/** A paid listing runs for four months (Etsy's fee page); the stand-in counts 120 days. */
const LISTED_SECONDS = 120 * 24 * 3600;

/** What the listings of one request have in common. */
interface Kind {
  readonly state: ListingState;
  readonly sku: string;
  readonly title: string;
  readonly priceCents: number;
  readonly quantity: number;
  /** Their one picture. */
  readonly bytes: Uint8Array;
}

/**
 * Puts listings into a shop as its seller does on Etsy's site. Each is a second older than the one after it, and has a
 * SKU and a title with its number where there are several; all show the same picture.
 *
 * @param world gives numbers and the time
 * @param name the shop's account
 * @param body `{count?, state?, sku?, title?, price_cents?, quantity?}`; one active listing where nothing is said
 * @returns 201 with their numbers, the oldest first; 404 for an unknown shop
 * @throws InvalidControl for another body
 */
export function makeByHand(world: EtsyWorld, name: string, body: unknown): Answer {
  const shop = world.shops.get(name);
  if (shop === undefined) return { status: 404, json: { error: `no account ${name}` } };
  const details = isRecord(body) ? body : {};
  const count = numberAt(details, 'count') ?? 1;
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new InvalidControl(`count must be a whole number from 1 to ${MOST}`);
  const state = oneOf(stringAt(details, 'state'), LISTING_STATES) ?? 'active';
  const sku = stringAt(details, 'sku') ?? 'HAND';
  const kind: Kind = {
    state,
    sku,
    bytes: productPicture(sku, 1),
    title: stringAt(details, 'title') ?? 'Robe des années 1990',
    priceCents: numberAt(details, 'price_cents') ?? 4_550,
    quantity: state === 'sold_out' ? 0 : (numberAt(details, 'quantity') ?? 1),
  };
  const made = Array.from({ length: count }, (_, at) =>
    listingOf(world, shop, kind, { suffix: count === 1 ? '' : String(at + 1), age: count - 1 - at }),
  );
  for (const listing of made) shop.listings.set(listing.listingId, listing);
  return { status: 201, json: { listing_ids: made.map(({ listingId }) => listingId) } };
}

function listingOf(
  world: EtsyWorld,
  shop: EtsyShop,
  { state, sku, title, priceCents, quantity, bytes }: Kind,
  { suffix, age }: { readonly suffix: string; readonly age: number },
): StoredListing {
  const createdAt = world.seconds() - age;
  const imageId = world.nextId(5_000_000_000);
  const ownSku = sku === '' ? '' : `${sku}${suffix}`;
  shop.images.set(imageId, { imageId, mime: 'image/png', bytes, altText: '', createdAt });
  const offering = {
    offeringId: world.nextId(11_000_000_000),
    priceCents,
    quantity,
    isEnabled: true,
    readinessStateId: shop.setup.readinessStateId ?? null,
  };
  const product = {
    productId: world.nextId(10_000_000_000),
    sku: ownSku,
    offerings: [offering],
    propertyValues: [],
  };
  return {
    listingId: world.nextId(1_700_000_000),
    state,
    hold: undefined,
    details: {
      title: `${title} ${suffix}`.trim(),
      description: 'Mise en vente à la main.',
      who_made: 'someone_else',
      when_made: '1990s',
      is_supply: false,
      taxonomy_id: 454,
      materials: ['soie'],
      shipping_profile_id: shop.setup.shippingProfile?.id ?? null,
      return_policy_id: shop.setup.returnPolicyId ?? null,
    },
    inventory: {
      products: [product],
      priceOnProperty: [],
      quantityOnProperty: [],
      skuOnProperty: [],
      readinessStateOnProperty: [],
    },
    properties: new Map(),
    imageIds: [imageId],
    visibleAt: world.now(),
    createdAt,
    updatedAt: createdAt,
    stateAt: createdAt,
    endsAt: createdAt + LISTED_SECONDS,
    fees: state === 'draft' ? 0 : 1,
  };
}
