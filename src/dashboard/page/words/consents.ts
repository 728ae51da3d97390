/** What came of a consent, for a person. */
export interface ConsentWords {
  readonly text: string;
  readonly isGood: boolean;
}

const bad = (text: string): ConsentWords => ({ text, isGood: false });
const good = (text: string): ConsentWords => ({ text, isGood: true });

const CONSENTS: Readonly<Record<string, ConsentWords>> = {
  connected: good('The account is connected.'),
  reconnected: good('The account is connected again. Jobs that waited for it go on by themselves.'),
  'account.already_connected': good('This account was connected already, and works.'),
  'consent.denied': bad('You declined, so nothing was connected.'),
  'consent.other_account': bad(
    'You were logged in at the marketplace with another account. Log out there, log in with this one, and try again.',
  ),
  'consent.expired': bad('That took more than ten minutes. Try again.'),
  'consent.used': bad('That answer came twice. Look whether the account is here; if it is not, try again.'),
  'consent.other_browser': bad('Another browser began this. Try again, and stay in this one.'),
  'consent.unknown': bad('Nobody began this here. Try again.'),
  'consent.code_refused': bad('The marketplace does not take its own answer any more. Try again.'),
  'consent.marketplace_unavailable': bad('The marketplace did not answer properly. Try again later.'),
  'consent.application_refused': bad(
    'The marketplace does not accept this installation of StoFlow. Tell whoever runs it.',
  ),
};

/**
 * @param code what the address says of a consent
 * @returns it in words
 */
export function consentWords(code: string): ConsentWords {
  return CONSENTS[code] ?? bad(`The account could not be connected (${code}). Try again.`);
}
