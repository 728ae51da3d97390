import type { Answer } from '../http/exchange.ts';
import { describeListing, describeWithAssociations } from './describe-listing.ts';
import { ownListing, ownShop, readableListing, type EtsyCall } from './etsy-call.ts';
import { badField, EtsyRefusal } from './etsy-error.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { readForm, type FormValues } from './form-fields.ts';
import { arrangeImages } from './image-operations.ts';
import { includesIn } from './list-operations.ts';
import { draftFields, REQUIRED_OF_DRAFT, revisionFields } from './listing-fields.ts';
import { changeState, checkSellable, touch } from './listing-life.ts';
import { checkListingFields } from './listing-rules.ts';
import { centsOf, piecesOf } from './money.ts';

/** A draft's time ends nominally four months on, as that of a listing does. */
const NOMINAL_LIFE_SECONDS = 120 * 24 * 3600;

/**
 * `POST shops/{shop_id}/listings`: makes a new draft at every call; there is no key that would find an earlier one.
 *
 * @param call the call
 * @returns 201 with the draft
 * @throws EtsyRefusal with 400 or 403
 */
export function createDraft(call: EtsyCall): Answer {
  const shop = ownShop(call);
  const year = yearOf(call.world);
  const sent = readForm(call.exchange, draftFields(year), REQUIRED_OF_DRAFT);
  checkListingFields(sent, shop, year);
  const listing = draftOf(call.world, sent);
  if (sent['image_ids'] !== undefined) arrangeImages(shop, listing, (sent['image_ids'] ?? []) as number[]);
  shop.listings.set(listing.listingId, listing);
  return { status: 201, json: describeListing(call.world, shop, listing) };
}

/**
 * `GET listings/{listing_id}`.
 *
 * @param call the call
 * @returns the listing, with pictures when they are asked for
 * @throws EtsyRefusal with 404
 */
export function getListing(call: EtsyCall): Answer {
  const { shop, listing } = readableListing(call);
  const includes = includesIn(call.exchange.query, false);
  return { status: 200, json: describeWithAssociations(call.world, shop, listing, includes) };
}

/**
 * `PATCH shops/{shop_id}/listings/{listing_id}`: changes what is sent and nothing else; `state=active` publishes.
 *
 * @param call the call
 * @returns the listing
 * @throws EtsyRefusal with 400, 403, 404 or 409; nothing is changed then
 */
export function updateListing(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const year = yearOf(call.world);
  const { state, image_ids: imageIds, ...sent } = readForm(call.exchange, revisionFields(year), []);
  checkTogether(sent);
  const before = listing.details;
  checkListingFields(sent, call.shop, year);
  const imagesBefore = listing.imageIds;
  if (imageIds !== undefined) arrangeImages(call.shop, listing, imageIds as number[]);
  listing.details = { ...before, ...sent };
  try {
    if (state !== undefined) changeState(call.world, call.shop, listing, state as 'active' | 'inactive');
    if (listing.state === 'active') checkSellable(call.shop, listing);
  } catch (error: unknown) {
    listing.details = before;
    listing.imageIds = imagesBefore;
    throw error;
  }
  touch(call.world, listing);
  return { status: 200, json: describeListing(call.world, call.shop, listing) };
}

/**
 * `DELETE listings/{listing_id}`.
 *
 * @param call the call
 * @returns 204
 * @throws EtsyRefusal with 403, 404, and with 409 while Etsy itself edits the listing
 */
export function deleteListing(call: EtsyCall): Answer {
  const listing = ownListing(call);
  if (listing.hold === 'edit')
    throw new EtsyRefusal(409, 'The listing cannot be deleted in this state: state = edit');
  call.shop.listings.delete(listing.listingId);
  return { status: 204 };
}

/** The contract: each of the three requires the other two. */
function checkTogether(sent: FormValues): void {
  const names = ['who_made', 'when_made', 'is_supply'];
  const missing = names.find((name) => sent[name] === undefined);
  if (missing !== undefined && names.some((name) => sent[name] !== undefined))
    throw badField(missing, 'is required with who_made, when_made and is_supply', 'required');
}

function draftOf(world: EtsyWorld, sent: FormValues): StoredListing {
  const { quantity, price, readiness_state_id: readiness, image_ids: _images, ...details } = sent;
  const now = world.seconds();
  const offering = {
    offeringId: world.nextId(11_000_000_000),
    priceCents: centsOf('price', price as number),
    quantity: piecesOf('quantity', quantity as number, 1),
    isEnabled: true,
    readinessStateId: (readiness ?? null) as number | null,
  };
  const product = {
    productId: world.nextId(10_000_000_000),
    sku: '',
    offerings: [offering],
    propertyValues: [],
  };
  return {
    listingId: world.nextId(1_700_000_000),
    state: 'draft',
    hold: undefined,
    details,
    inventory: {
      products: [product],
      priceOnProperty: [],
      quantityOnProperty: [],
      skuOnProperty: [],
      readinessStateOnProperty: [],
    },
    properties: new Map(),
    imageIds: [],
    visibleAt: world.now() + world.options.indexLagMs,
    createdAt: now,
    updatedAt: now,
    stateAt: now,
    endsAt: now + NOMINAL_LIFE_SECONDS,
    fees: 0,
  };
}

function yearOf(world: EtsyWorld): number {
  return new Date(world.now()).getUTCFullYear();
}
