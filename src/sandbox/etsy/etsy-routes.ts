import type { Route } from '../http/route.ts';
import {
  describeReadinessStates,
  describeReturnPolicies,
  describeShippingProfiles,
} from './describe-shop.ts';
import type { EtsyHandler } from './etsy-call.ts';
import { deleteImage, listImages, uploadImage } from './image-operations.ts';
import { getInventory, putInventory } from './inventory-operations.ts';
import { batchListings, listListings } from './list-operations.ts';
import { createDraft, deleteListing, getListing, updateListing } from './listing-operations.ts';
import { deleteProperty, getProperties, putProperty } from './property-operations.ts';
import { getReceipt, listReceipts } from './receipt-operations.ts';
import { getMe, getShop, getShopOfUser, listOfShop, oneOfShop } from './shop-operations.ts';

/** An operation that a seller authorises. */
export interface EtsyOperation {
  readonly run: EtsyHandler;
  /** The scope its token needs; undefined when any token will do. */
  readonly scope: string | undefined;
  /** Query parameters it knows; any other is refused. */
  readonly query: readonly string[];
}

const APPLICATION = '/v3/application';
const SHOP = `${APPLICATION}/shops/{shop_id}`;
const LISTING = `${APPLICATION}/listings/{listing_id}`;
const SHOP_LISTING = `${SHOP}/listings/{listing_id}`;
const PAGE = ['limit', 'offset'];
const SORTED_PAGE = [...PAGE, 'sort_on', 'sort_order'];
const RECEIPT_TIMES = ['min_created', 'max_created', 'min_last_modified', 'max_last_modified'];
const RECEIPT_STATES = ['was_paid', 'was_shipped', 'was_delivered', 'was_canceled'];

const route = (
  operation: string,
  [method, path]: readonly [method: string, path: string],
  run: EtsyHandler,
  scope?: string,
  query: readonly string[] = [],
): Route<EtsyOperation> => ({ operation, method, path, handler: { run, scope, query } });

const shippingProfile = oneOfShop(describeShippingProfiles, 'shipping_profile_id', 'shipping_profile_id');
const returnPolicy = oneOfShop(describeReturnPolicies, 'return_policy_id', 'return_policy_id');
const readinessState = oneOfShop(
  describeReadinessStates,
  'readiness_state_definition_id',
  'readiness_state_id',
);

const READING_THE_SHOP: readonly Route<EtsyOperation>[] = [
  route('getMe', ['GET', `${APPLICATION}/users/me`], getMe, 'shops_r'),
  route('getShopByOwnerUserId', ['GET', `${APPLICATION}/users/{user_id}/shops`], getShopOfUser),
  route('getShop', ['GET', SHOP], getShop),
  route(
    'getShopShippingProfiles',
    ['GET', `${SHOP}/shipping-profiles`],
    listOfShop(describeShippingProfiles),
    'shops_r',
  ),
  route(
    'getShopShippingProfile',
    ['GET', `${SHOP}/shipping-profiles/{shipping_profile_id}`],
    shippingProfile,
    'shops_r',
  ),
  route('getShopReturnPolicies', ['GET', `${SHOP}/policies/return`], listOfShop(describeReturnPolicies)),
  route('getShopReturnPolicy', ['GET', `${SHOP}/policies/return/{return_policy_id}`], returnPolicy),
  route(
    'getShopReadinessStateDefinitions',
    ['GET', `${SHOP}/readiness-state-definitions`],
    listOfShop(describeReadinessStates, true),
    'shops_r',
    PAGE,
  ),
  route(
    'getShopReadinessStateDefinition',
    ['GET', `${SHOP}/readiness-state-definitions/{readiness_state_definition_id}`],
    readinessState,
    'shops_r',
  ),
  route('getShopReceipts', ['GET', `${SHOP}/receipts`], listReceipts, 'transactions_r', [
    ...SORTED_PAGE,
    ...RECEIPT_TIMES,
    ...RECEIPT_STATES,
    'legacy',
  ]),
  route('getShopReceipt', ['GET', `${SHOP}/receipts/{receipt_id}`], getReceipt, 'transactions_r', ['legacy']),
];

const LISTINGS: readonly Route<EtsyOperation>[] = [
  route('createDraftListing', ['POST', `${SHOP}/listings`], createDraft, 'listings_w'),
  route('getListingsByShop', ['GET', `${SHOP}/listings`], listListings, 'listings_r', [
    ...SORTED_PAGE,
    'state',
    'includes',
  ]),
  route('getListingsByListingIds', ['GET', `${APPLICATION}/listings/batch`], batchListings, undefined, [
    'listing_ids',
    'includes',
    'legacy',
    'currency',
    'buyer_country',
  ]),
  route('getListing', ['GET', LISTING], getListing, undefined, [
    'includes',
    'language',
    'allow_suggested_title',
  ]),
  route('updateListing', ['PATCH', SHOP_LISTING], updateListing, 'listings_w'),
  route('deleteListing', ['DELETE', LISTING], deleteListing, 'listings_d'),
  route('getListingInventory', ['GET', `${LISTING}/inventory`], getInventory, 'listings_r', [
    'show_deleted',
    'includes',
  ]),
  route('updateListingInventory', ['PUT', `${LISTING}/inventory`], putInventory, 'listings_w', [
    'max_variations_supported',
  ]),
  route('getListingImages', ['GET', `${LISTING}/images`], listImages),
  route('uploadListingImage', ['POST', `${SHOP_LISTING}/images`], uploadImage, 'listings_w'),
  route(
    'deleteListingImage',
    ['DELETE', `${SHOP_LISTING}/images/{listing_image_id}`],
    deleteImage,
    'listings_w',
  ),
  route('getListingProperties', ['GET', `${SHOP_LISTING}/properties`], getProperties),
  route(
    'updateListingProperty',
    ['PUT', `${SHOP_LISTING}/properties/{property_id}`],
    putProperty,
    'listings_w',
  ),
  route(
    'deleteListingProperty',
    ['DELETE', `${SHOP_LISTING}/properties/{property_id}`],
    deleteProperty,
    'listings_w',
  ),
];

/** Every operation that needs a token, under the operation ids of Etsy's contract; the most specific path first. */
export const ETSY_ROUTES: readonly Route<EtsyOperation>[] = [...READING_THE_SHOP, ...LISTINGS];
