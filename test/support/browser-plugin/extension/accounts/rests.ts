import { keep, kept, pace } from '../storage.ts';

/** The alarm that ends a rest. */
export const REST_OVER = 'rest_over';

/** Accounts that do nothing for a while, since the site has asked for less, or since the seller has stopped them. */
export class Rests {
  private constructor(
    private readonly until: Record<string, number>,
    private readonly stopped: Set<string>,
  ) {}

  /** @returns the rests as the last worker left them */
  static async open(): Promise<Rests> {
    return new Rests({ ...(await kept('rests')) }, new Set(await kept('stopped')));
  }

  /**
   * @param userId of an account
   * @returns until when it rests, milliseconds since the epoch; undefined where it does not
   */
  of(userId: string): number | undefined {
    const until = this.until[userId];
    return until !== undefined && until > Date.now() ? until : undefined;
  }

  /**
   * @param userId of an account
   * @returns whether the seller has stopped it
   */
  isStopped(userId: string): boolean {
    return this.stopped.has(userId);
  }

  /**
   * @param userId of an account
   * @param wait milliseconds that the site has asked for, undefined where it did not say
   */
  async rest(userId: string, wait: number | undefined): Promise<void> {
    const until = Date.now() + (wait ?? (await pace()).rest);
    this.until[userId] = until;
    await keep('rests', this.until);
    await chrome.alarms.create(REST_OVER, {
      when: Math.min(...Object.values(this.until).filter((at) => at > Date.now())),
    });
  }

  /** A rest may be over: what is, is forgotten, and the next one has its alarm. */
  async end(): Promise<void> {
    for (const [userId, until] of Object.entries(this.until)) {
      if (until <= Date.now()) delete this.until[userId];
    }
    await keep('rests', this.until);
    const left = Object.values(this.until);
    if (left.length > 0) await chrome.alarms.create(REST_OVER, { when: Math.min(...left) });
  }

  /**
   * @param userId of an account
   * @param stopped whether the seller has stopped it
   */
  async stop(userId: string, stopped: boolean): Promise<void> {
    if (stopped) this.stopped.add(userId);
    else this.stopped.delete(userId);
    await keep('stopped', [...this.stopped]);
  }
}
