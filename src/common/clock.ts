import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';

/** What the wall clock says where the monotonic clock says 0. The one place that reads the machine's own wall clock. */
let zeroMs = Date.now() - performance.now();

/**
 * The wall clock of this process, which follows the database's once it was asked (`DatabaseTime`): the machine's own may be wrong, and
 * two machines may disagree.
 * @returns the present
 */
export function wallClock(): Date {
  return new Date(zeroMs + performance.now());
}

/**
 * This process's sense of time and chance. Leases, deadlines and schedules are decided by the database's clock;
 * this one only measures how long something took here, and spreads retries.
 */
export abstract class Clock {
  /** @returns milliseconds on a monotonic clock, whose zero means nothing */
  abstract monotonicMs(): number;
  /** @returns the wall clock */
  abstract now(): Date;
  /** @returns a number in [0, 1) */
  abstract random(): number;
}

/** The real clock. */
export class SystemClock extends Clock {
  /** @param offsetMs makes the machine's wall clock wrong, for tests */
  constructor(offsetMs = 0) {
    super();
    zeroMs += offsetMs;
  }

  /** @returns `performance.now()` */
  override monotonicMs(): number {
    return performance.now();
  }

  /** @returns the present, as {@link wallClock} tells it */
  override now(): Date {
    return wallClock();
  }

  /** @returns `Math.random()` */
  override random(): number {
    return Math.random();
  }

  /**
   * Sets the wall clock.
   * @param now what it should have said
   * @param atMs when, on the monotonic clock
   */
  follow(now: Date, atMs: number): void {
    zeroMs = now.getTime() - atMs;
  }
}

/** Makes the {@link Clock} injectable everywhere. */
@Global()
@Module({
  providers: [
    {
      provide: SystemClock,
      inject: [AppConfig],
      useFactory: ({ CLOCK_OFFSET_MS }: AppConfig) => new SystemClock(CLOCK_OFFSET_MS),
    },
    { provide: Clock, useExisting: SystemClock },
  ],
  exports: [Clock, SystemClock],
})
export class ClockModule {}
