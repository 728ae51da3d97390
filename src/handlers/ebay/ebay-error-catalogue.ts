import { mayHaveWorked, passes, sellerActs, waitsForSeller, weAct } from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import { EBAY_PRODUCT_ERRORS } from './ebay-product-errors.ts';

const READ_AND_CHANGE = 'Read what eBay says, change the product accordingly, and retry the job.';

const CONNECTION = {
  'ebay.reauth_needed': waitsForSeller(
    'eBay no longer accepts the connection of this account.',
    'Connect the account again. Its jobs go on by themselves.',
  ),
  'ebay.consent_insufficient': waitsForSeller(
    'StoFlow’s access to this eBay account does not cover this call.',
    'Connect the account again, and agree to all that is asked. Its jobs go on by themselves.',
  ),
  'ebay.token_unavailable': passes('No access token could be had from eBay for now.'),
  'ebay.token_refused': passes('eBay refused an access token that it had just issued.'),
  'ebay.rate_limited': {
    class: 'waits',
    happened: 'eBay takes no more calls for now.',
    todo: 'Nothing: the job goes on when eBay takes calls again, at no cost.',
    actor: 'marketplace',
  },
  'ebay.revisions_used_up': {
    class: 'waits',
    happened: 'eBay takes no more changes of this listing today.',
    todo: 'Nothing: the job goes on after midnight, Pacific time, at no cost.',
    actor: 'marketplace',
  },
  'ebay.unreachable': passes('eBay could not be reached.'),
  'ebay.unavailable': mayHaveWorked('eBay did not answer properly.'),
  'ebay.system_error': mayHaveWorked('eBay had an internal error.'),
  'ebay.answer_lost': mayHaveWorked('The connection to eBay ended before its answer arrived.'),
  'ebay.answer_malformed': mayHaveWorked('eBay’s answer does not contain what it must.'),
  'ebay.busy': passes('eBay is still working on another change of this item.'),
  'ebay.request_invalid': weAct('eBay could not read what StoFlow sent.'),
  'ebay.refused': weAct(
    'eBay refused the call.',
    'Read what eBay says. If that does not help, tell StoFlow’s support.',
  ),
  'ebay.not_found': weAct('eBay does not know it.', 'Look on eBay, then retry the job.'),
} satisfies ErrorCatalogue;

const ACCOUNT = {
  'ebay.setting_missing': sellerActs(
    'A setting of the account is missing.',
    'Verify the account, and choose what is named.',
  ),
  'ebay.setting_invalid': sellerActs(
    'A setting of the account is wrong.',
    'Verify the account, and choose what is named anew.',
  ),
  'ebay.site_changed': sellerActs(
    'The account lists on another eBay site now than when the job began.',
    'Set the former site again, or cancel the job and make it anew.',
  ),
  'ebay.policy_missing': sellerActs(
    'A policy of the account does not fit.',
    'Verify the account, and choose policies that belong to its eBay site.',
  ),
  'ebay.location_invalid': sellerActs(
    'eBay does not know the inventory location.',
    'Verify the account, and choose where your items ship from.',
  ),
  'ebay.account_incomplete': sellerActs(
    'The eBay seller account is not complete.',
    'Complete your seller account on eBay, and retry the job.',
  ),
  'ebay.selling_limit': sellerActs(
    'The eBay selling limit is used up for this month.',
    'Ask eBay for a higher limit, or retry the job next month.',
  ),
} satisfies ErrorCatalogue;

const LISTING = {
  'ebay.user_error': sellerActs('eBay does not accept this listing as it is.', READ_AND_CHANGE),
  'ebay.offer_unavailable': sellerActs(
    'eBay says that this offer is not available.',
    'Verify the account: a policy of another site is a common cause. Then retry the job.',
  ),
  'ebay.offer_gone': sellerActs(
    'The offer was deleted on eBay while it was being published.',
    'Publish the product anew.',
  ),
  'ebay.item_gone': sellerActs('eBay has no item under this SKU any more.', 'Publish the product anew.'),
  'ebay.not_revisable': sellerActs(
    'eBay does not let this listing be changed now.',
    'Wait until bids, a sale or eBay’s own check are over, or end the listing and publish the product anew.',
  ),
  'ebay.on_hold': sellerActs(
    'eBay holds this listing for a policy question.',
    'Look at your messages on eBay, and settle it there.',
  ),
  'ebay.listing_ended': sellerActs(
    'eBay ended the listing right after it was published.',
    'Look at your messages on eBay.',
  ),
  'ebay.listed_anew': sellerActs(
    'The product was listed again on eBay while its listing was being ended.',
    'Delete once more if that one is to end, too.',
  ),
  'ebay.offer_not_visible': passes('eBay has made the offer and does not show it yet.'),
  'ebay.listing_not_visible': passes('eBay does not show the listing as published yet.'),
  'ebay.listing_still_shown': passes('eBay took the ending, and still shows the listing.'),
  'ebay.read_back_differs': passes('eBay shows another price or quantity than was sent.'),
  'ebay.not_listed': sellerActs('The product is not listed on eBay.', 'Publish it there first.'),
  'ebay.items_moving': passes('Items were added or removed on eBay all the time while they were being read.'),
  'ebay.orders_moving': passes('Orders changed on eBay all the time while they were being read.'),
  'ebay.orders_not_allowed': sellerActs(
    'The account was connected without the permission to read its sales.',
    'Connect the account again, and agree to all that is asked.',
  ),
} satisfies ErrorCatalogue;

/** Every code that eBay's jobs may end with or wait for. */
export const EBAY_ERROR_CATALOGUE = {
  ...CONNECTION,
  ...ACCOUNT,
  ...EBAY_PRODUCT_ERRORS,
  ...LISTING,
} satisfies ErrorCatalogue;

/** One of eBay's codes. */
export type EbayErrorCode = keyof typeof EBAY_ERROR_CATALOGUE;
