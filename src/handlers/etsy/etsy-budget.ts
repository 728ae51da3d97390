import { Injectable, Logger } from '@nestjs/common';
import { RateBuckets, bucketScope } from '../../queue/rate-buckets.ts';
import type { RateScope } from '../contract/marketplace-adapter.ts';
import { DAY, SECOND, etsyLimitsOf } from './etsy-limits.ts';
import { EtsyEnvironment } from './etsy.environment.ts';

const DAY_SECONDS = 86_400;

/**
 * The application's two budgets, shared by every shop, and corrected by what Etsy's answers say remains: other
 * programs may use the same key, and a step may make a call more than it spent a token for.
 */
@Injectable()
export class EtsyBudget {
  /** Budgets by the name steps use. */
  readonly scopes: Readonly<Record<typeof SECOND | typeof DAY, RateScope>>;
  private readonly log = new Logger('EtsyBudget');
  private warned = false;

  constructor(
    private readonly buckets: RateBuckets,
    private readonly environment: EtsyEnvironment,
  ) {
    const { ETSY_CALLS_PER_SECOND: perSecond, ETSY_CALLS_PER_DAY: perDay } = environment;
    const atOnce = Math.max(1, Math.floor(perSecond / 5));
    this.scopes = {
      // A full bucket and what comes back in a second stay within the limit.
      [SECOND]: { per: 'application', capacity: atOnce, refillPerSecond: Math.max(1, perSecond - atOnce) },
      // Etsy's day is the last 24 hours: after a burst Etsy's own count, read from its answers, is what holds us back.
      [DAY]: { per: 'application', capacity: perDay, refillPerSecond: perDay / DAY_SECONDS },
    };
  }

  /**
   * Lowers the budgets to what Etsy says remains. A failure of ours is no failure of the call.
   * @param headers the headers of any answer of Etsy's API
   */
  async observe(headers: Headers): Promise<void> {
    const limits = etsyLimitsOf(headers);
    try {
      await this.lower(SECOND, limits.remainingThisSecond);
      await this.lower(DAY, limits.remainingToday);
    } catch (error: unknown) {
      this.log.warn(`Etsy's remaining calls could not be stored: ${String(error)}`);
    }
    this.compare(limits.perSecond, limits.perDay);
  }

  private async lower(name: typeof SECOND | typeof DAY, remaining: number | undefined): Promise<void> {
    const scope = this.scopes[name];
    if (remaining === undefined || remaining >= scope.capacity) return;
    await this.buckets.lower({ scope: bucketScope('etsy', name), ...scope }, remaining);
  }

  private compare(perSecond: number | undefined, perDay: number | undefined): void {
    const { ETSY_CALLS_PER_SECOND, ETSY_CALLS_PER_DAY } = this.environment;
    const tooMuch =
      (perSecond ?? Infinity) < ETSY_CALLS_PER_SECOND || (perDay ?? Infinity) < ETSY_CALLS_PER_DAY;
    if (!tooMuch || this.warned) return;
    this.warned = true;
    this.log.warn(
      { per_second: perSecond, per_day: perDay },
      'Etsy allows fewer calls than ETSY_CALLS_PER_SECOND and ETSY_CALLS_PER_DAY say',
    );
  }
}
