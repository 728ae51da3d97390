import { Injectable, Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';

/**
 * Runs chores at intervals: never two of the same at once, and a chore that fails is logged and runs again at the
 * next tick. A failing tick never stops the clock.
 */
@Injectable()
export class Ticker {
  private readonly log = new Logger(Ticker.name);
  private readonly names = new Set<string>();
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(private readonly schedule: SchedulerRegistry) {}

  /**
   * Registers a chore.
   * @param name its name, unique in the program
   * @param intervalMs milliseconds between two beginnings
   * @param chore what to do
   */
  every(name: string, intervalMs: number, chore: () => Promise<unknown>): void {
    const tick = (): void => {
      if (this.underWay.has(name)) return;
      const run = this.runOnce(name, chore).finally(() => this.underWay.delete(name));
      this.underWay.set(name, run);
    };
    this.schedule.addInterval(name, setInterval(tick, intervalMs));
    this.names.add(name);
  }

  /**
   * Runs something now, with the same care as a chore.
   * @param name its name, for the log
   * @param chore what to do
   */
  async once(name: string, chore: () => Promise<unknown>): Promise<void> {
    await this.runOnce(name, chore);
  }

  /** Stops the chores that were registered here and waits for those that are under way. */
  async stop(): Promise<void> {
    for (const name of this.names) {
      // At the end of the program the schedule may have forgotten all of them first.
      if (this.schedule.doesExist('interval', name)) this.schedule.deleteInterval(name);
    }
    this.names.clear();
    await Promise.all(this.underWay.values());
  }

  private async runOnce(name: string, chore: () => Promise<unknown>): Promise<void> {
    try {
      await chore();
    } catch (error: unknown) {
      this.log.error({ err: error, chore: name }, `${name} failed and will run again`);
    }
  }
}
