import {
  mayHaveWorked,
  needsALook,
  passes,
  sellerActs,
  waitsForSeller,
  weAct,
} from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import { ETSY_PRODUCT_ERRORS } from './etsy-product-errors.ts';

const CONNECTION = {
  'etsy.reauth_needed': waitsForSeller(
    'Etsy no longer accepts the connection of this account.',
    'Connect the account again. Its jobs go on by themselves.',
  ),
  'etsy.consent_insufficient': waitsForSeller(
    "StoFlow's access to this Etsy account does not cover this call.",
    'Connect the account again, and agree to all that is asked. Its jobs go on by themselves.',
  ),
  'etsy.token_unavailable': passes('No access token could be had from Etsy for now.'),
  'etsy.key_invalid': weAct("Etsy does not accept StoFlow's own key."),
  'etsy.rate_limited': {
    class: 'waits',
    happened: 'Etsy takes no more calls for now.',
    todo: 'Nothing: the job goes on when Etsy takes calls again, at no cost.',
    actor: 'marketplace',
  },
  'etsy.unreachable': passes('Etsy could not be reached.'),
  'etsy.unavailable': mayHaveWorked('Etsy did not answer properly.'),
  'etsy.answer_lost': mayHaveWorked('The connection to Etsy ended before its answer arrived.'),
  'etsy.answer_malformed': mayHaveWorked('Etsy’s answer does not contain what it must.'),
  'etsy.busy': passes('Etsy is still working on another change of this listing.'),
  'etsy.refused': weAct(
    'Etsy refused the call.',
    'Read what Etsy says. If that does not help, tell StoFlow’s support the number of the job.',
  ),
  'etsy.not_found': weAct('Etsy does not know it.', 'Look on Etsy, then retry the job.'),
} satisfies ErrorCatalogue;

const ACCOUNT = {
  'etsy.setting_missing': sellerActs(
    'A setting of the account is missing.',
    'Verify the account, and choose what is named.',
  ),
  'etsy.setting_invalid': sellerActs(
    'A setting of the account is wrong.',
    'Verify the account, and choose what is named anew.',
  ),
  'etsy.shop_invalid': sellerActs(
    'The shop does not belong to this account.',
    'Verify the account, and choose its own shop.',
  ),
  'etsy.shop_changed': sellerActs(
    'The account has another shop now than the one of the job or the listing.',
    'Choose the former shop again, or cancel the job and make it anew.',
  ),
  'etsy.policy_missing': sellerActs(
    'A shipping profile, return policy or processing profile does not fit.',
    'Verify the account, and choose profiles that are still in your shop.',
  ),
} satisfies ErrorCatalogue;

const LISTING = {
  'etsy.frozen': sellerActs(
    'Etsy has frozen this listing or the shop.',
    'Look at your messages on Etsy, and settle it there.',
  ),
  'etsy.not_activatable': sellerActs(
    'Etsy does not let this listing go live as it is.',
    'Read what Etsy says, change the product or the shop accordingly, and retry the job.',
  ),
  'etsy.listing_gone': sellerActs(
    'The listing was deleted on Etsy while it was being published.',
    'Publish the product anew.',
  ),
  'etsy.listing_ended': sellerActs(
    'Etsy ended the listing right after it was published.',
    'Look at your messages on Etsy.',
  ),
  'etsy.search_incomplete': sellerActs(
    'The shop has too many listings to look for this one.',
    'End the listing on Etsy.',
  ),
  'etsy.draft_taken': weAct(
    'Another product of the same title and price goes on with the draft that was made for this one.',
    'Make the titles differ, and retry the job.',
  ),
  'etsy.duplicate_drafts': needsALook(
    'Etsy has several drafts that look like this product; StoFlow goes on with the oldest.',
    'Look at the other drafts on Etsy, and delete those that are too many.',
  ),
  'etsy.duplicate_listings': needsALook(
    'Etsy has several listings with the SKU of this product; StoFlow ends the oldest.',
    'Look at the other listings on Etsy, and end those that are too many.',
  ),
  'etsy.activation_not_visible': passes('Etsy took the activation, and does not show the listing as live.'),
  'etsy.change_not_visible': passes('Etsy has taken a change, and still shows something else.'),
  'etsy.pictures_not_visible': passes('Etsy has taken the pictures, and does not show all of them yet.'),
  'etsy.listing_not_visible': passes('Etsy does not show the listing yet.'),
  'etsy.read_back_differs': passes('Etsy shows something else than was sent.'),
  'etsy.end_not_visible': passes('Etsy took the end of the listing, and still shows it.'),
  'etsy.not_listed': sellerActs('The product is not live on Etsy.', 'Publish it there first.'),
  'etsy.not_editable': sellerActs(
    'Etsy holds the listing back, so it cannot be changed.',
    'Look at your messages on Etsy, then retry the job.',
  ),
  'etsy.has_variations': sellerActs(
    'The listing has variations on Etsy, which StoFlow does not change.',
    'Change it on Etsy, or take its variations away.',
  ),
  'etsy.relist_unfinished': sellerActs(
    'A relisting of the product has not finished.',
    'Relist it once more, or delete it there.',
  ),
  'etsy.list_unstable': passes('The listings of the shop changed all the time while they were being read.'),
} satisfies ErrorCatalogue;

/** Every code that Etsy's jobs may end with or wait for. */
export const ETSY_ERROR_CATALOGUE = {
  ...CONNECTION,
  ...ACCOUNT,
  ...ETSY_PRODUCT_ERRORS,
  ...LISTING,
} satisfies ErrorCatalogue;

/** One of Etsy's codes. */
export type EtsyErrorCode = keyof typeof ETSY_ERROR_CATALOGUE;
