import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Ticker } from '../../common/ticker.ts';
import { AppConfig } from '../../config/app-config.ts';
import { Wake } from '../../queue/wake.ts';
import { SessionBeat } from '../sessions/session-beat.ts';

/** Where nothing is heard, everything is looked at this often. Stops, removals and newer connections are found by each beat. */
const LOOK_MS = 30_000;

/**
 * Hears from other instances, and from the REST API, that something about a tenant's browsers or accounts has
 * changed. What came while nobody listened is made up for by looking at everything once somebody does again.
 */
@Injectable()
export class PluginNotices implements OnApplicationBootstrap {
  constructor(
    private readonly sessions: SessionBeat,
    private readonly ticker: Ticker,
    private readonly config: AppConfig,
    wake: Wake,
  ) {
    wake.also('stoflow_plugin', (payload) => void this.hear(payload));
  }

  /** Looks by the clock where the pooler cannot listen. */
  onApplicationBootstrap(): void {
    if (this.config.WAKE !== 'poll') return;
    this.ticker.every('plugin-look', Math.max(100, this.config.scaled(LOOK_MS)), () =>
      this.sessions.lookAtAll(),
    );
  }

  /** A notice names its tenant; one without may stand for any number that were missed. */
  private async hear(payload: string): Promise<void> {
    await this.ticker.once('plugin-notice', () =>
      payload === '' ? this.sessions.lookAtAll() : this.sessions.lookAt(Number(payload)),
    );
  }
}
