import type { Account, Device } from '../../api/accounts.ts';
import type { Lane } from '../../api/jobs.ts';
import { asSentence, counted } from '../../words/names.ts';

/** Something that goes on only when a person has done something. */
export interface AttentionItem {
  /** The account that it is about. */
  readonly accountId: number;
  readonly text: string;
  readonly todo: string;
}

/** What is looked at. */
export interface Looked {
  readonly accounts: readonly Account[];
  readonly devices: readonly Device[];
  readonly lanes: readonly Lane[];
  /** Tells how a marketplace is written. */
  readonly titleOf: (marketplace: string) => string;
}

/**
 * Finds the accounts that need somebody.
 * @param looked what is known
 * @returns what to do, account by account
 */
export function accountsInNeed({ accounts, devices, lanes, titleOf }: Looked): readonly AttentionItem[] {
  return accounts.flatMap((account) => {
    const lane = lanes.find((each) => each.account_id === account.id);
    const waiting = lane === undefined ? 0 : lane.jobs.due + lane.jobs.scheduled;
    const jobs = waiting === 0 ? '' : ` ${counted(waiting, 'job')} wait${waiting === 1 ? 's' : ''} for it.`;
    const called = `${titleOf(account.marketplace)} account “${account.name}”`;
    const item = (text: string, todo: string): AttentionItem[] => [
      { accountId: account.id, text: `${text}${jobs}`, todo },
    ];
    if (account.connection === 'needs_reauth') {
      const reason = asSentence(account.status_reason ?? 'Give it a new token');
      return item(`${called} must be connected again.`, reason);
    }
    if (account.connection === 'challenge') {
      return item(`${called}: the marketplace wants to see a person.`, 'Solve its check in your browser.');
    }
    const isHeldByBrowser = lane?.waiting_for?.reason === 'plugin';
    if (isHeldByBrowser) return item(`${called} has no browser.`, browserTodo(account, devices));
    const missing = account.checklist.find((entry) => !entry.ok && entry.blocks === true);
    return missing === undefined ? [] : item(`${called} is not ready.`, missing.message);
  });
}

const ADVICE: Readonly<Record<string, string>> = {
  logged_out: 'Log in to the marketplace in your browser.',
  wrong_account: 'Your browser is logged in as somebody else: log in with this account.',
  challenge: 'Solve the marketplace’s check in your browser.',
  no_tab: 'Open a tab of the marketplace in your browser.',
  paused: 'Resume the account in the extension.',
};

function browserTodo(account: Account, devices: readonly Device[]): string {
  if (!devices.some(({ status }) => status === 'paired'))
    return 'Pair the browser in which you are logged in there.';
  const states = devices
    .filter(({ online }) => online)
    .flatMap(({ accounts }) => accounts.filter(({ account_id: id }) => id === account.id));
  const state = states.find(({ state: each }) => each !== 'ready')?.state;
  return (state === undefined ? undefined : ADVICE[state]) ?? 'Open the browser with the StoFlow extension.';
}
