import { Global, Module } from '@nestjs/common';

/**
 * This process's sense of time and chance. Leases, deadlines and schedules are decided by the database's clock;
 * this one only measures how long something took here, and spreads retries.
 */
export abstract class Clock {
  /** @returns milliseconds on a monotonic clock, whose zero means nothing */
  abstract monotonicMs(): number;
  /** @returns the wall clock, for what people read */
  abstract now(): Date;
  /** @returns a number in [0, 1) */
  abstract random(): number;
}

/** The real clock. */
export class SystemClock extends Clock {
  /** @returns `performance.now()` */
  override monotonicMs(): number {
    return performance.now();
  }

  /** @returns the present */
  override now(): Date {
    return new Date();
  }

  /** @returns `Math.random()` */
  override random(): number {
    return Math.random();
  }
}

/** Makes the {@link Clock} injectable everywhere. */
@Global()
@Module({ providers: [{ provide: Clock, useClass: SystemClock }], exports: [Clock] })
export class ClockModule {}
