import { Injectable } from '@nestjs/common';
import { Ticker } from '../../common/ticker.ts';
import { Wake } from '../../queue/wake.ts';
import { SessionBeat } from '../sessions/session-beat.ts';

/**
 * Hears from other instances, and from the REST API, that something about a tenant's browsers or accounts has
 * changed. A notice that is lost costs no more than the time until the next beat.
 */
@Injectable()
export class PluginNotices {
  constructor(
    private readonly sessions: SessionBeat,
    private readonly ticker: Ticker,
    wake: Wake,
  ) {
    wake.also('stoflow_plugin', (payload) => void this.hear(payload));
  }

  /** A notice names its tenant; one without may stand for any number that were missed. */
  private async hear(payload: string): Promise<void> {
    await this.ticker.once('plugin-notice', () =>
      payload === '' ? this.sessions.beat() : this.sessions.lookAt(Number(payload)),
    );
  }
}
