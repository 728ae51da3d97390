import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { SystemClock } from '../clock.ts';
import { Database } from './database.ts';

/** Machines lose or gain less than a millisecond in this time; one that was suspended is wrong for as long at most. */
const ASK_AGAIN_MS = 10_000;
/** An answer that took longer says too little about the moment it was given. */
const PROMPT_MS = 1000;

/**
 * Keeps the program's wall clock to the database's: what one instance writes, signs or compares is read by others, whose machines' clocks
 * may differ by any amount.
 */
@Injectable()
export class DatabaseTime implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(DatabaseTime.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: SystemClock,
  ) {}

  /** Asks once before anything else begins, and regularly from then on. */
  async onModuleInit(): Promise<void> {
    await this.ask();
    this.timer = setInterval(() => void this.askAgain(), ASK_AGAIN_MS).unref();
  }

  /** Stops asking. */
  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * Sets the wall clock to the database's, as of the middle of the question.
   * @returns whether the answer came soon enough to be used
   */
  async ask(): Promise<boolean> {
    const askedAtMs = this.clock.monotonicMs();
    const [row] = await this.database.query<{ now: Date }>('select clock_timestamp() as now');
    const tookMs = this.clock.monotonicMs() - askedAtMs;
    if (row === undefined) return false;
    // The first answer is used in any case: the machine's own clock may be wrong by more than any delay.
    if (this.timer !== undefined && tookMs > PROMPT_MS) return false;
    this.clock.follow(row.now, askedAtMs + tookMs / 2);
    return true;
  }

  private async askAgain(): Promise<void> {
    try {
      await this.ask();
    } catch (error: unknown) {
      this.log.warn(
        `the time could not be asked for: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
