import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Ticker } from '../common/ticker.ts';
import { AppConfig } from '../config/app-config.ts';
import { WebhookPump } from './webhook-pump.ts';

/** How often an instance looks whether a tenant's turn has come, in milliseconds at scale 1. */
const LOOK_MS = 500;

/** Has webhooks sent by instances that run jobs. */
@Injectable()
export class WebhookSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly config: AppConfig,
    private readonly ticker: Ticker,
    private readonly pump: WebhookPump,
  ) {}

  /** Begins to look. */
  onApplicationBootstrap(): void {
    if (this.config.ROLE === 'api') return;
    this.ticker.every('webhooks', Math.max(20, this.config.scaled(LOOK_MS)), () => this.pump.run());
  }

  /** Stops looking; messages that are under way are broken off. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }
}
