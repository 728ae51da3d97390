import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { Wake } from '../queue/wake.ts';
import { Dispatcher } from './dispatcher.ts';
import { InstanceLease } from '../queue/instance-lease.ts';
import { ProcessorSchedule } from './processor-schedule.ts';

/**
 * The scheduled processor: holds this instance's lease, keeps the dispatcher going, and runs the chores that put
 * right what crashes leave behind. Instances of role `api` run no jobs and do none of this.
 */
@Injectable()
export class MarketplaceJobProcessor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly config: AppConfig,
    private readonly wake: Wake,
    private readonly dispatcher: Dispatcher,
    private readonly lease: InstanceLease,
    private readonly schedule: ProcessorSchedule,
  ) {}

  /** Takes a lease and begins to work. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.config.ROLE === 'api') return;
    await this.lease.begin();
    this.schedule.start(() => {
      this.dispatcher.nudge();
    });
    if (this.config.WAKE === 'notify') {
      await this.wake.listen(() => {
        this.dispatcher.nudge();
      });
    }
    this.dispatcher.nudge();
  }

  /** Hands back what runs here, so that others take it up at once instead of after the lease. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.config.ROLE === 'api') return;
    const stopped = this.dispatcher.stop();
    await this.wake.stop();
    await stopped;
    await this.schedule.stop();
    await this.lease.end();
  }
}
