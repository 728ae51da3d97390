import { Injectable, Module } from '@nestjs/common';

/**
 * Whether this program is about to end. It is said before anything is closed, so that from the first moment nobody
 * takes new work, and whoever asks whether it may get requests is told no.
 */
@Injectable()
export class Shutdown {
  private readonly controller = new AbortController();

  /** @returns whether it has begun */
  get begun(): boolean {
    return this.controller.signal.aborted;
  }

  /** @returns a signal that aborts when it begins */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Begins it. Harmless when repeated. */
  begin(): void {
    this.controller.abort();
  }
}

/** Makes {@link Shutdown} injectable where it is imported. */
@Module({ providers: [Shutdown], exports: [Shutdown] })
export class ShutdownModule {}
