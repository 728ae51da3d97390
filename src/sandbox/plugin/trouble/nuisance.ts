/**
 * Ways in which a plugin is difficult. Those marked (message) need a message.
 *
 * - `drop`: it gets lost (message)
 * - `delay`: it waits for `delay_ms`, and what comes after it waits too
 * - `duplicate`: it comes twice (message)
 * - `reorder`: the next one of its direction overtakes it (message)
 * - `garble`: it arrives cut in the middle, no JSON any more (message)
 * - `oversize`: it arrives with 300 kB of padding, more than a message may have (message)
 * - `cut_before`, `cut_after`: the socket is cut
 * - `die_before`, `die_after`: the worker ends
 * - `lose_journal`: the journal is gone
 * - `sleep`: nothing is done, read or sent for `delay_ms`
 */
export const NUISANCES = [
  'drop',
  'delay',
  'duplicate',
  'reorder',
  'garble',
  'oversize',
  'cut_before',
  'cut_after',
  'die_before',
  'die_after',
  'lose_journal',
  'sleep',
] as const;

/** One of {@link NUISANCES}. */
export type NuisanceKind = (typeof NUISANCES)[number];

/** Those that strike a message and nothing else. */
export const MESSAGE_NUISANCES: ReadonlySet<NuisanceKind> = new Set([
  'drop',
  'duplicate',
  'reorder',
  'garble',
  'oversize',
]);

/**
 * When it may happen: `receive:<type>` and `send:<type>` for each message, `journal:received`, `journal:started` and
 * `journal:ended` right after the journal was written, `write:before` and `write:after` around the request that changes
 * something at the marketplace, `act:after` when a command has ended and nobody knows yet.
 */
export interface Occasion {
  readonly moment: string;
  /** Type of the command it is about, empty for none. */
  readonly command: string;
  /** Id of the command it is about, empty for none. */
  readonly commandId: string;
}

/** One nuisance that has been decided for one occasion. */
export interface Nuisance {
  readonly kind: NuisanceKind;
  /** For `delay` and `sleep`; for `die_…` the time until the browser starts the worker again, undefined for never. */
  readonly delayMs: number | undefined;
}

/** Something that may decide a nuisance. */
export interface NuisanceSource {
  /**
   * @param occasion what happens
   * @returns the nuisance, undefined to let it pass
   */
  decide(occasion: Occasion): Nuisance | undefined;
}
