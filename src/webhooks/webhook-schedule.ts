import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { Ticker } from '../common/ticker.ts';
import { AppConfig } from '../config/app-config.ts';
import { Wake } from '../queue/wake.ts';
import { WebhookPump } from './webhook-pump.ts';
import { WEBHOOK_NOTICE } from './webhook-turns.ts';

/** How often an instance looks whether a tenant's turn has come, in milliseconds at scale 1. */
const LOOK_MS = 1000;
/** The same while no tenant has webhooks: the first one is told of by a notice, and one that is lost costs this. */
const QUIET_MS = 60_000;

/** Has webhooks sent by instances that run jobs. */
@Injectable()
export class WebhookSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private quietUntilMs = 0;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly ticker: Ticker,
    private readonly pump: WebhookPump,
    wake: Wake,
  ) {
    wake.also(WEBHOOK_NOTICE, () => void ticker.once('webhook-notice', () => this.look()));
  }

  /** @returns whether nobody has webhooks, so that only a notice, or a long time, makes this instance look again */
  get isQuiet(): boolean {
    return this.clock.monotonicMs() < this.quietUntilMs;
  }

  /** Begins to look. */
  onApplicationBootstrap(): void {
    if (this.config.ROLE === 'api') return;
    this.ticker.every('webhooks', Math.max(20, this.config.scaled(LOOK_MS)), async () => {
      if (!this.isQuiet) await this.look();
    });
  }

  /** Stops looking; messages that are under way are broken off. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
    await this.looking;
    await this.pump.settle();
  }

  /** One after the other: a look from before a notice must not say after it that nobody has webhooks. */
  private look(): Promise<void> {
    const next = this.looking.then(() => this.lookOnce());
    this.looking = next.catch(() => undefined);
    return next;
  }

  private async lookOnce(): Promise<void> {
    await this.pump.look();
    const mayWait = this.config.WAKE === 'notify' && !this.pump.isAnybody;
    this.quietUntilMs = mayWait ? this.clock.monotonicMs() + this.config.scaled(QUIET_MS) : 0;
  }
}
