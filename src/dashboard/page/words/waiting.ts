import type { Account } from '../api/accounts.ts';
import type { Waiting } from '../api/jobs.ts';
import { longText, momentText } from './time.ts';

/** Who waits, as far as it is known. */
export interface Waiter {
  /** How the marketplace is written. */
  readonly title: string;
  readonly account: Pick<Account, 'name'> | undefined;
}

const called = ({ title, account }: Waiter): string =>
  `${title} account${account === undefined ? '' : ` “${account.name}”`}`;

/** The operator's reason, which the API puts behind its own sentence. */
function reasonIn(message: string): string {
  const [, reason] = /Reason: (.*?)\.?$/s.exec(message) ?? [];
  return reason === undefined ? '' : `: ${reason}`;
}

const SENTENCES: Readonly<Record<string, (waiter: Waiter, waiting: Waiting) => string>> = {
  plugin: (waiter) => `Waiting for the browser of ${called(waiter)}`,
  reauth: (waiter) => `Waiting until ${called(waiter)} is connected again`,
  challenge: (waiter) =>
    `${waiter.title} wants to see a person: solve its check in the browser of ${called(waiter)}`,
  account: (waiter) => `${called(waiter)} is paused`,
  rate: ({ title }) => `${title} asked to slow down`,
  backoff: () => 'A passing error: it is tried again',
  schedule: () => 'Planned for later',
  reconciling: () => 'An answer was lost: what happened is being looked up',
  turn: () => 'Next in line',
  lane_full: (waiter) => `Behind other jobs of ${called(waiter)}`,
  paused: () => 'Paused',
  marketplace: ({ title }, { message }) => `${title} is paused for everybody${reasonIn(message)}`,
};

/**
 * Tells what is waited for.
 * @param waiter who waits
 * @param waiting what the API says
 * @returns a sentence without its time
 */
export function waitingSentence(waiter: Waiter, waiting: Waiting): string {
  const sentence = SENTENCES[waiting.reason];
  return sentence === undefined ? waiting.message.replace(/\.$/, '') : sentence(waiter, waiting);
}

/**
 * Tells when it is over, where that is known, and else for how long it has lasted.
 * @param waiting what the API says
 * @param now the present
 * @returns a few words; empty where nothing is known
 */
export function waitingTime(waiting: Waiting, now: Date): string {
  if (waiting.until !== null) {
    const ms = new Date(waiting.until).getTime() - now.getTime();
    if (ms < 1000) return 'any moment';
    return ms < 3_600_000 ? `${longText(ms)} left` : `until ${momentText(waiting.until, now)}`;
  }
  if (waiting.since === null) return '';
  return `for ${longText(now.getTime() - new Date(waiting.since).getTime())}`;
}
