import type { SiteAnswer, SiteRequest } from './site-answer.ts';

/** What the worker asks the script in a tab. */
export type TabQuestion =
  /** Is the script there? */
  | { readonly ask: 'ping' }
  /** Who is logged in? */
  | { readonly ask: 'look'; readonly answer_within: number }
  | PerformQuestion
  /** What became of a command, asked by a worker that comes after the one that gave it? */
  | { readonly ask: 'recall'; readonly command_id: string };

/** Carry out a command's request, once for its id. */
export interface PerformQuestion {
  readonly ask: 'perform';
  readonly command_id: string;
  /** In whose name. */
  readonly user_id: string;
  readonly request: SiteRequest;
  /** After this moment, in milliseconds since the epoch, it is not sent any more. */
  readonly send_before: number;
  /** How long each answer of the site is waited for, milliseconds. */
  readonly answer_within: number;
}

/** What the script in a tab has seen while it carried a command out. */
export interface Performed {
  /** Who was logged in right before, where that was looked at. */
  readonly before?: SiteAnswer;
  /** The answer to the request itself; missing where it was not sent. */
  readonly answer?: SiteAnswer;
  /** Who was logged in right after, where that was looked at. */
  readonly after?: SiteAnswer;
  /** Whether it was not sent because it was too late. */
  readonly late?: true;
}

/** What the worker is told by a page that has just been opened. */
export interface PageOpened {
  readonly tell: 'page_opened';
}
