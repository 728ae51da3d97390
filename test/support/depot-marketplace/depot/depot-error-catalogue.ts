import {
  mayHaveWorked,
  passes,
  sellerActs,
  waitsForSeller,
  weAct,
} from '../../../../src/domain/error-entry.ts';
import type { ErrorCatalogue } from '../../../../src/domain/error-entry.ts';

/** Every code that Depot's jobs may end with or wait for. */
export const DEPOT_ERROR_CATALOGUE = {
  'depot.reauth_needed': waitsForSeller(
    'Depot no longer accepts the connection of this account.',
    'Connect the account again. Its jobs go on by themselves.',
  ),
  'depot.token_unavailable': passes('No access token could be had from Depot for now.'),
  'depot.rate_limited': passes('Depot takes no more calls for now.'),
  'depot.unreachable': passes('Depot could not be reached.'),
  'depot.unavailable': mayHaveWorked('Depot did not answer properly.'),
  'depot.refused': weAct('Depot refused the call.'),
  'depot.item_over': sellerActs(
    'The item was sold or closed on Depot.',
    'Sync the account, and publish again.',
  ),
  'depot.not_listed': sellerActs('The product is not live on Depot.', 'Publish it there first.'),
  'depot.currency_wrong': sellerActs('Depot sells in euros only.', 'Give the product a price in EUR.'),
  'depot.product_required': weAct('This action needs a product.'),
} satisfies ErrorCatalogue;

/** One of Depot's codes. */
export type DepotErrorCode = keyof typeof DEPOT_ERROR_CATALOGUE;
