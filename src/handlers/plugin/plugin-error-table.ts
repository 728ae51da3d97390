import type { ErrorKind } from '../../plugin/protocol/vocabulary.ts';

/** What follows from an error of a command. */
export type Course =
  /** Nobody can work until the seller acts; the account's lane is held already and opens by itself. */
  | 'wait_for_lane'
  /** Wait for a newer extension. */
  | 'wait_for_update'
  /** The marketplace wants less: the account rests. */
  | 'rest'
  /** One more attempt, then no. */
  | 'once_more'
  /** The product's fields are wrong. */
  | 'refuse'
  /** An answer was not understood: a write may have taken effect. */
  | 'not_understood'
  /** Repeat, at a cost. */
  | 'repeat'
  /** Repeat, at no cost: nobody is to blame. */
  | 'repeat_freely';

/** What one kind of error means to us. */
export interface PluginErrorRule {
  readonly course: Course;
  /**
   * @param name the marketplace as sellers know it
   * @returns a sentence for the seller
   */
  readonly message: (name: string) => string;
}

/** Every kind of error that a plugin may report. */
export const PLUGIN_ERRORS: Readonly<Record<ErrorKind, PluginErrorRule>> = {
  no_tab: {
    course: 'wait_for_lane',
    message: (name) => `Open a tab of ${name} in the browser with the StoFlow extension.`,
  },
  logged_out: {
    course: 'wait_for_lane',
    message: (name) => `Log in to ${name} in your browser.`,
  },
  wrong_account: {
    course: 'wait_for_lane',
    message: (name) => `Your browser is logged in to another account of ${name}. Log in to this one.`,
  },
  challenge: {
    course: 'wait_for_lane',
    message: (name) => `${name} wants to see a person: open it in your browser and solve what it asks.`,
  },
  rate_limited: {
    course: 'rest',
    message: (name) => `${name} asks to slow down.`,
  },
  access_denied: {
    course: 'once_more',
    message: (name) =>
      `${name} refuses access. Reload its tab and see that it is logged in to the account that lists.`,
  },
  validation: {
    course: 'refuse',
    message: (name) => `${name} does not take this product as it is.`,
  },
  not_found: {
    course: 'refuse',
    message: (name) => `${name} does not have it any more.`,
  },
  picture_unavailable: {
    course: 'repeat',
    message: () => 'Your browser could not fetch the picture from StoFlow.',
  },
  network_before_send: {
    course: 'repeat',
    message: (name) => `Your browser could not reach ${name}.`,
  },
  network_after_send: {
    course: 'repeat',
    message: (name) => `Your browser got no answer from ${name}.`,
  },
  server_error: {
    course: 'repeat',
    message: (name) => `${name} had an internal error.`,
  },
  page_changed: {
    course: 'not_understood',
    message: (name) => `${name} answered in a way that StoFlow does not know yet.`,
  },
  unsupported: {
    course: 'wait_for_update',
    message: () => 'The StoFlow extension in your browser is too old for this: update it.',
  },
  expired: {
    course: 'repeat_freely',
    message: () => 'The browser got to it too late.',
  },
  cancelled: {
    course: 'repeat_freely',
    message: () => 'It was called off before the browser began.',
  },
  unexpected: {
    course: 'repeat',
    message: () => 'The StoFlow extension met something unexpected.',
  },
};
