import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { Ticker } from '../../common/ticker.ts';
import { AppConfig } from '../../config/app-config.ts';
import { Retention } from './retention.ts';

/** How often an instance looks whether a tenant's turn has come, in milliseconds at scale 1. */
const LOOK_MS = 60_000;
/** How often what all tenants share is tidied. */
const SHARED_MS = 3_600_000;

/** Has old rows removed on instances that run jobs, unless that is switched off. */
@Injectable()
export class RetentionSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly config: AppConfig,
    private readonly ticker: Ticker,
    private readonly retention: Retention,
  ) {}

  /** Begins to look. */
  onApplicationBootstrap(): void {
    if (this.config.ROLE === 'api' || !this.config.RETENTION) return;
    this.ticker.every('retain', this.config.scaled(LOOK_MS), () => this.retention.run());
    this.ticker.every('retain-shared', this.config.scaled(SHARED_MS), () => this.retention.shared());
  }

  /** Stops looking; a lot that is under way ends. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }
}
