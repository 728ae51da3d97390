import { setTimeout as delay } from 'node:timers/promises';
import { ServerProcess } from '../../support/server-process.ts';

/** One place of the fleet: a server process, and the one that follows when it ends. */
export class Berth {
  private process: ServerProcess | undefined;
  private ended = false;
  private starting: Promise<void> | undefined;
  private warned = 0;

  constructor(
    private readonly env: Readonly<Record<string, string>>,
    readonly clockOffsetMs: number,
  ) {}

  /** @returns the process, if it answers */
  get server(): ServerProcess | undefined {
    return this.process?.running === true && this.starting === undefined ? this.process : undefined;
  }

  /** @returns lines of its processes that begin a correction by the sweeper */
  get corrections(): number {
    return this.warned + correctionsIn(this.process);
  }

  /**
   * Starts a process, again and again until one answers, as whatever runs a program in production does.
   * @param env variables that differ for this one process
   */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.starting ??= this.startUntilItAnswers(env).finally(() => (this.starting = undefined));
    await this.starting;
  }

  private async startUntilItAnswers(env: Readonly<Record<string, string>>): Promise<void> {
    while (!this.ended) {
      try {
        this.warned += correctionsIn(this.process);
        this.process = undefined;
        this.process = await ServerProcess.start({
          ...this.env,
          ...(this.clockOffsetMs !== 0 && { CLOCK_OFFSET_MS: String(this.clockOffsetMs) }),
          ...env,
        });
        return;
      } catch (error: unknown) {
        // It ends by itself where the database is away; anything else would repeat until the run's own limit.
        this.lastFailure = error;
        await delay(200);
      }
    }
  }

  /** Why a process did not start, for whoever waits in vain. */
  lastFailure: unknown;

  /** Ends it for good. */
  async end(): Promise<void> {
    this.ended = true;
    await this.process?.end('SIGKILL');
    await this.starting;
    await this.process?.end('SIGKILL');
  }
}

function correctionsIn(server: ServerProcess | undefined): number {
  return server?.printed.match(/counters of \d+ lanes were wrong/g)?.length ?? 0;
}

/** The server processes of a run. */
export class Fleet {
  /** Processes that were started with a wrong clock. */
  wrongClocks = 0;

  /** @param berths the places */
  constructor(readonly berths: readonly Berth[]) {}

  /** Starts all of them. */
  async start(): Promise<void> {
    await Promise.all(this.berths.map((berth) => this.launch(berth)));
  }

  /**
   * Starts the next process of a place.
   * @param berth where
   * @param env variables that differ for it
   */
  async launch(berth: Berth, env: Readonly<Record<string, string>> = {}): Promise<void> {
    if (berth.clockOffsetMs !== 0) this.wrongClocks += 1;
    await berth.start(env);
  }

  /** @returns places with a server that answers */
  get up(): readonly Berth[] {
    return this.berths.filter((berth) => berth.server !== undefined);
  }

  /** @returns how often any process had to correct a lane */
  get corrections(): number {
    return this.berths.reduce((sum, berth) => sum + berth.corrections, 0);
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    await Promise.all(this.berths.map((berth) => berth.end()));
  }
}
