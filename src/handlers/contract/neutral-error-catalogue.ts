import {
  mayHaveWorked,
  needsALook,
  passes,
  sellerActs,
  waitsForSeller,
  weAct,
} from '../../domain/error-entry.ts';
import type { ErrorCatalogue } from '../../domain/error-entry.ts';
import { JOB_ERRORS } from '../../ledger/job-error-catalogue.ts';
import { DECISIONS } from './decision-catalogue.ts';
import { PLUGIN_ERROR_CATALOGUE } from '../plugin/plugin-error-catalogue.ts';

const PICTURES = {
  'picture.unreachable': passes(
    'A picture could not be fetched.',
    'See that the picture’s address opens in a browser without logging in. StoFlow tries again by itself.',
    'seller',
  ),
  'picture.aborted': passes(
    'Fetching a picture took too long.',
    'See that the picture’s address answers quickly. StoFlow tries again by itself.',
    'seller',
  ),
  'picture.not_found': sellerActs(
    'There is no picture at its address.',
    'Correct the picture’s address, and retry the job.',
  ),
  'picture.not_an_image': sellerActs(
    'What is at a picture’s address is no picture.',
    'Give the address of a JPEG, PNG, GIF or WebP file itself, not of a page that shows it.',
  ),
  'picture.too_large': sellerActs(
    'A picture is larger than StoFlow carries.',
    'Make the picture smaller, and retry the job.',
  ),
  'picture.too_many_pixels': sellerActs(
    'A picture has more pixels than marketplaces and browsers open.',
    'Scale the picture down, and retry the job.',
  ),
  'picture.forbidden_address': sellerActs(
    'A picture’s address does not lead to the public internet, or to a port of which pictures are fetched.',
    'Put the picture where everybody can see it, and correct its address.',
  ),
} satisfies ErrorCatalogue;

const BEFORE_JOBS = {
  'preflight.refused': sellerActs(
    'The marketplace would not take the product as it is; nothing was sent.',
    'Correct the fields that are named, and retry the job.',
  ),
  'account.not_ready': sellerActs(
    'The account lacks something without which every job would fail; nothing was sent.',
    'Put right what is named at the marketplace or in the account’s settings, verify the account, and retry.',
  ),
  'product.sold_out': sellerActs(
    'Nothing is left of the product: it was sold.',
    'Set its quantity if there is more of it, and make the job again.',
  ),
  'account.unverifiable': passes('The marketplace could not be asked about the account.'),
  'account.needs_reauth': waitsForSeller(
    'The marketplace no longer accepts the connection of the account.',
    'Connect the account again. Its jobs go on by themselves.',
  ),
  'account.token_unavailable': passes('The account’s access was just being renewed elsewhere.'),
  'account.not_found': sellerActs(
    'The account is not there any more.',
    'Connect the account again, and make a new job.',
  ),
  'credentials.unreadable': weAct(
    'StoFlow cannot read what it keeps to act for the account.',
    'Connect the account again. If it goes on, tell StoFlow’s support.',
  ),
  'credentials.key_missing': weAct(
    'StoFlow was not given the key with which it keeps the connection of the account.',
    'Tell StoFlow’s support, and retry the job afterwards.',
  ),
} satisfies ErrorCatalogue;

const STEPS = {
  'step.crashed': passes(
    'A step stopped unexpectedly.',
    'StoFlow tries again by itself. If the job fails in the end, tell StoFlow’s support its number.',
    'us',
  ),
  'step.interrupted': mayHaveWorked(
    'The program stopped during a step.',
    'Nothing: StoFlow looks up whether it took effect before it repeats anything.',
    'us',
  ),
  'step.no_effect': passes('A step was sent several times and never took effect.', 'Retry the job later.'),
  'step.timeout': mayHaveWorked('The marketplace gave no answer in time.'),
  'task.result_missing': weAct('A step did not find what an earlier one must have left.'),
  'task.step_unknown': weAct(
    'This version of StoFlow does not know a step that an earlier one planned.',
    'Cancel the job and make it again.',
  ),
  'outcome.late': needsALook(
    'An answer came after the job had ended without it.',
    'Look at what it says: the marketplace may have done what nobody waited for any more.',
  ),
  'outcome.unresolved': {
    class: 'unknown',
    happened: 'Nobody could find out whether the last step took effect.',
    todo: 'Look on the marketplace. Then retry the job, which looks once more before it repeats anything, or leave it.',
    actor: 'seller',
  },
} satisfies ErrorCatalogue;

/** What every marketplace's jobs may end with or wait for. */
export const NEUTRAL_ERRORS = {
  ...JOB_ERRORS,
  ...BEFORE_JOBS,
  ...STEPS,
  ...DECISIONS,
  ...PICTURES,
  ...PLUGIN_ERROR_CATALOGUE,
} satisfies ErrorCatalogue;
