import { mayHaveWorked, passes, sellerActs, waitsForSeller, weAct } from '../../domain/error-entry.ts';
import type { ErrorCatalogue, ErrorEntry } from '../../domain/error-entry.ts';
import type { ErrorKind } from '../../plugin/protocol/vocabulary.ts';

const KINDS: Readonly<Record<`plugin.${ErrorKind}`, ErrorEntry>> = {
  'plugin.no_tab': waitsForSeller(
    'No tab of the marketplace is open in the browser with the StoFlow extension.',
    'Open a tab of the marketplace there. The job goes on by itself.',
  ),
  'plugin.logged_out': waitsForSeller(
    'The browser is not logged in to the marketplace.',
    'Log in there. The job goes on by itself.',
  ),
  'plugin.wrong_account': waitsForSeller(
    'The browser is logged in to another account of the marketplace.',
    'Log in to the account that lists, or choose the other account for the job.',
  ),
  'plugin.challenge': waitsForSeller(
    'The marketplace wants to see a person before it goes on.',
    'Open the marketplace in your browser and solve what it asks. The job goes on by itself.',
  ),
  'plugin.rate_limited': {
    class: 'waits',
    happened: 'The marketplace asks to slow down.',
    todo: 'Nothing: the account rests for a while, at no cost, and goes on by itself.',
    actor: 'marketplace',
  },
  'plugin.access_denied': sellerActs(
    'The marketplace refused access, twice.',
    'Reload its tab, see that it is logged in to the account that lists, and retry the job.',
  ),
  'plugin.validation': sellerActs(
    'The marketplace does not take the product as it is.',
    'Correct the fields that are named, and retry the job.',
  ),
  'plugin.not_found': sellerActs(
    'The marketplace does not have it any more.',
    'Look on the marketplace. Publish the product anew if it should be there.',
  ),
  'plugin.picture_unavailable': passes(
    'The browser could not fetch the picture from StoFlow.',
    'See that your browser reaches StoFlow: a blocker or a company network may keep it from that.',
    'seller',
  ),
  'plugin.network_before_send': passes('The browser could not reach the marketplace.'),
  'plugin.network_after_send': mayHaveWorked('The browser got no answer from the marketplace.'),
  'plugin.server_error': passes('The marketplace had an internal error.'),
  'plugin.page_changed': mayHaveWorked(
    'The marketplace answered in a way that StoFlow does not know yet.',
    'Keep the extension up to date. If it goes on, tell StoFlow’s support the number of the job.',
    'us',
  ),
  'plugin.unsupported': waitsForSeller(
    'The StoFlow extension in the browser is too old for this.',
    'Update the extension. The job goes on by itself.',
  ),
  'plugin.expired': passes('The browser got to it too late.', undefined, 'us'),
  'plugin.cancelled': passes('It was called off before the browser began.', undefined, 'us'),
  'plugin.unexpected': passes(
    'The StoFlow extension met something unexpected.',
    'Reload the extension. If it goes on, tell StoFlow’s support the number of the job.',
    'us',
  ),
};

/** What can go wrong between StoFlow and the seller's browser. */
export const PLUGIN_ERROR_CATALOGUE = {
  ...KINDS,
  'plugin.gone': waitsForSeller(
    'The browser with the StoFlow extension is closed, or went while it was at work.',
    'Open that browser. The job goes on by itself, and looks up first what was done.',
  ),
  'plugin.under_way': passes('The browser is still at work on it.'),
  'plugin.shape_invalid': weAct('StoFlow and its extension did not understand each other.'),
} satisfies ErrorCatalogue;
