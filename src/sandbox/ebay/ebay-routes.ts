import type { Route } from '../http/route.ts';
import { getOptedInPrograms, getPrivileges, listPolicies } from './account-operations.ts';
import { needsJsonBody, type EbayHandler } from './ebay-call.ts';
import { getUser } from './identity-operations.ts';
import { createImage, getImage } from './image-operations.ts';
import { deleteItem, getItem, listItems, putItem } from './item-operations.ts';
import { createLocation, getLocation, listLocations } from './location-operations.ts';
import { createOffer, deleteOffer, findOffers, getOffer, putOffer } from './offer-operations.ts';
import { listOrders } from './order-operations.ts';
import { changePriceQuantity } from './price-quantity-operation.ts';
import { publishOffer, withdrawOffer } from './publish-operations.ts';

/** An operation of a seller, with the scope its token needs. */
export interface EbayOperation {
  readonly run: EbayHandler;
  readonly scope: 'sell.inventory' | 'sell.account' | 'sell.fulfillment' | 'commerce.identity.readonly';
  /** Whether it writes one SKU, so that a second writer meets error 25025. */
  readonly writesSku: boolean;
}

const INVENTORY = '/sell/inventory/v1';
const ACCOUNT = '/sell/account/v1';
const FULFILLMENT = '/sell/fulfillment/v1';
const IMAGE = '/commerce/media/v1_beta/image';

const reads = (run: EbayHandler): EbayOperation => ({ run, scope: 'sell.inventory', writesSku: false });
const writes = (run: EbayHandler): EbayOperation => ({ run, scope: 'sell.inventory', writesSku: true });
const account = (run: EbayHandler): EbayOperation => ({ run, scope: 'sell.account', writesSku: false });
const orders = (run: EbayHandler): EbayOperation => ({ run, scope: 'sell.fulfillment', writesSku: false });

const identity = (run: EbayHandler): EbayOperation => ({
  run,
  scope: 'commerce.identity.readonly',
  writesSku: false,
});

const route = (
  operation: string,
  method: string,
  path: string,
  handler: EbayOperation,
): Route<EbayOperation> => ({ operation, method, path, handler });

/** Every operation that needs a token, under the operation ids of eBay's contracts. */
export const EBAY_ROUTES: readonly Route<EbayOperation>[] = [
  route(
    'getFulfillmentPolicies',
    'GET',
    `${ACCOUNT}/fulfillment_policy`,
    account(listPolicies('fulfillment')),
  ),
  route('getPaymentPolicies', 'GET', `${ACCOUNT}/payment_policy`, account(listPolicies('payment'))),
  route('getReturnPolicies', 'GET', `${ACCOUNT}/return_policy`, account(listPolicies('return'))),
  route('getPrivileges', 'GET', `${ACCOUNT}/privilege`, account(getPrivileges)),
  route('getOptedInPrograms', 'GET', `${ACCOUNT}/program/get_opted_in_programs`, account(getOptedInPrograms)),
  route('getUser', 'GET', '/commerce/identity/v1/user/', identity(getUser)),
  route('getOrders', 'GET', `${FULFILLMENT}/order`, orders(listOrders)),
  route('createImageFromFile', 'POST', `${IMAGE}/create_image_from_file`, reads(createImage)),
  route('getImage', 'GET', `${IMAGE}/{image_id}`, reads(getImage)),
  route('getInventoryLocations', 'GET', `${INVENTORY}/location`, reads(listLocations)),
  route('getInventoryLocation', 'GET', `${INVENTORY}/location/{merchantLocationKey}`, reads(getLocation)),
  route(
    'createInventoryLocation',
    'POST',
    `${INVENTORY}/location/{merchantLocationKey}`,
    reads(createLocation),
  ),
  route(
    'bulkUpdatePriceQuantity',
    'POST',
    `${INVENTORY}/bulk_update_price_quantity`,
    writes(needsJsonBody(changePriceQuantity)),
  ),
  route('getInventoryItems', 'GET', `${INVENTORY}/inventory_item`, reads(listItems)),
  route('getInventoryItem', 'GET', `${INVENTORY}/inventory_item/{sku}`, reads(getItem)),
  route('createOrReplaceInventoryItem', 'PUT', `${INVENTORY}/inventory_item/{sku}`, writes(putItem)),
  route('deleteInventoryItem', 'DELETE', `${INVENTORY}/inventory_item/{sku}`, writes(deleteItem)),
  route('getOffers', 'GET', `${INVENTORY}/offer`, reads(findOffers)),
  route('createOffer', 'POST', `${INVENTORY}/offer`, writes(createOffer)),
  route('getOffer', 'GET', `${INVENTORY}/offer/{offerId}`, reads(getOffer)),
  route('updateOffer', 'PUT', `${INVENTORY}/offer/{offerId}`, writes(putOffer)),
  route('deleteOffer', 'DELETE', `${INVENTORY}/offer/{offerId}`, writes(deleteOffer)),
  route('publishOffer', 'POST', `${INVENTORY}/offer/{offerId}/publish`, writes(needsJsonBody(publishOffer))),
  route(
    'withdrawOffer',
    'POST',
    `${INVENTORY}/offer/{offerId}/withdraw`,
    writes(needsJsonBody(withdrawOffer)),
  ),
];
