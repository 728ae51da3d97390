import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { AppConfig } from '../config/app-config.ts';
import { InstanceLease } from '../queue/instance-lease.ts';
import { Upkeep } from './recovery/upkeep.ts';
import { Ticker } from '../common/ticker.ts';

/** The poll is the backstop of the wake-up: a hint that was lost costs at most this. */
const POLL_MS = 1000;
/** Polls of several instances are spread by up to this. */
const POLL_JITTER_MS = 500;

/** When the chores of a working instance run. Intervals in milliseconds at scale 1. */
@Injectable()
export class ProcessorSchedule {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly ticker: Ticker,
    private readonly lease: InstanceLease,
    private readonly upkeep: Upkeep,
  ) {}

  /**
   * Begins to run the chores.
   * @param nudge has the queue drained
   */
  start(nudge: () => void): void {
    const { leaseMs } = this.config;
    const scaled = (milliseconds: number): number => Math.max(20, this.config.scaled(milliseconds));
    const poll = scaled(POLL_MS) + this.clock.random() * scaled(POLL_JITTER_MS);
    this.ticker.every('poll', poll, () => {
      nudge();
      return Promise.resolve();
    });
    this.ticker.every('promote', scaled(250), async () => {
      if (await this.upkeep.promote()) nudge();
    });
    this.ticker.every('renew-lease', leaseMs / 3, () => this.lease.renew());
    this.ticker.every('reap', Math.min(5000, leaseMs / 6), async () => {
      if (await this.upkeep.reap()) nudge();
    });
    this.ticker.every('repeat', scaled(5000), async () => {
      if (await this.upkeep.repeat()) nudge();
    });
    this.ticker.every('expire', scaled(5000), () => this.upkeep.expire());
    this.ticker.every('recount', scaled(5000), () => this.upkeep.recountOpenBatches());
    this.ticker.every('sweep', scaled(30_000), () => this.upkeep.sweep());
    this.ticker.every('age', scaled(60_000), () => this.upkeep.age());
    this.ticker.every('restore', scaled(60_000), () => this.upkeep.restorePointers());
  }

  /** Stops the chores and waits for those that are under way. */
  async stop(): Promise<void> {
    await this.ticker.stop();
  }
}
