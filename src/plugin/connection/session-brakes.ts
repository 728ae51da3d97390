import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { Database } from '../../common/database/database.ts';
import type { ExecutorState } from '../../queue/executors.ts';
import { Lanes } from '../../queue/lanes.ts';
import type { PausedMessage } from '../protocol/client-messages.ts';
import { Presences } from '../sessions/presences.ts';
import type { PluginSession } from '../sessions/plugin-session.ts';

/** Wait after a limit whose end the marketplace did not name, in milliseconds. */
const UNNAMED_LIMIT_MS = 15 * 60_000;
/** As long as a result may ask to wait; a browser whose clock is wrong must not stop an account for years. */
const LONGEST_LIMIT_MS = 7 * 86_400_000;
const PAUSE_STATES: Readonly<Record<'challenge' | 'user', ExecutorState>> = {
  challenge: 'challenge',
  user: 'paused',
};

/** Stops an account at once when its browser says so. */
@Injectable()
export class SessionBrakes {
  constructor(
    private readonly presences: Presences,
    private readonly lanes: Lanes,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * @param session the browser
   * @param message which account, why, and until when
   */
  async pause(session: PluginSession, { account, reason, until }: PausedMessage): Promise<void> {
    const [known] = await this.presences.known(session, [account]);
    if (known === undefined) return;
    if (reason !== 'rate_limited') {
      await this.presences.note(session, { accountId: known.accountId, state: PAUSE_STATES[reason] });
      return;
    }
    const named = until == null ? NaN : new Date(until).getTime() - this.clock.now().getTime();
    // Some dates of ISO 8601, such as those of weeks, are none to JavaScript.
    const waitMs = Number.isNaN(named) ? UNNAMED_LIMIT_MS : Math.max(0, named);
    const { accountId } = known;
    const lane = { tenantId: session.tenant.id, accountId };
    const blocked = await this.lanes.block(this.database, lane, Math.min(waitMs, LONGEST_LIMIT_MS));
    if (blocked !== undefined) session.limits.set(accountId, blocked);
  }
}
