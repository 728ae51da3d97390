import type { Response } from 'express';
import { Backlog } from './backlog.ts';
import type { EndReason } from './dto/events.ts';
import { EVENT_STREAM, RETRY_MS, aliveFrame, eventFrames } from './sse.ts';
import type { ServerEvent } from './sse.ts';

/** Proxies and browsers close connections on which nothing comes for half a minute or more. */
const ALIVE_MS = 15_000;
/** A reader that takes nothing for so long is gone, or will do better with a new stream. */
const STUCK_MS = 30_000;

/** Reasons after which it is of no use to come again with the same token. */
const FINAL: readonly EndReason[] = ['token_expired', 'suspended'];

/** What a reader brings along. */
export interface Reader {
  /** When its permission ends. */
  readonly expiresAt: Date;
  /** `Last-Event-ID`, where it comes back. */
  readonly lastEventId: string | undefined;
}

/**
 * One reader's open answer. Nothing is written while what was written before has not left this process, so a reader that
 * does not read holds one part of events and the numbers of what it has to be told.
 */
export class EventStream {
  readonly backlog = new Backlog();
  private begun = false;
  private blockedSinceMs: number | undefined;
  private lastWriteMs = 0;

  /**
   * @param response the answer, of which nothing was sent
   * @param reader who reads it
   * @param monotonicMs the clock that measures silence
   */
  constructor(
    private readonly response: Response,
    readonly reader: Reader,
    private readonly monotonicMs: () => number,
  ) {
    response.on('drain', () => (this.blockedSinceMs = undefined));
  }

  /** @returns whether its first event was sent */
  get isBegun(): boolean {
    return this.begun;
  }

  /** @returns whether something can be written that leaves at once */
  get isFree(): boolean {
    return this.blockedSinceMs === undefined && !this.response.writableEnded && !this.response.destroyed;
  }

  /**
   * Sends the head at once, so that the reader knows that it was let in.
   * @param onClose called when the reader has gone, or the stream has ended
   */
  open(onClose: () => void): void {
    this.response.on('close', onClose);
    this.response.writeHead(200, {
      'content-type': EVENT_STREAM,
      'cache-control': 'no-store',
      // nginx would otherwise collect what is sent.
      'x-accel-buffering': 'no',
    });
    this.write(`retry: ${RETRY_MS}\n\n`);
  }

  /**
   * Sends the first event.
   * @param resumed whether it continues where its reader was
   * @param position the moment up to which everything has been told, if it has
   */
  begin(resumed: boolean, position: number): void {
    this.begun = true;
    this.send([{ event: 'ready', data: { resumed } }], position);
  }

  /**
   * Sends events to a reader whose stream has begun: before that it is not known what the reader has missed.
   * @param events in order
   * @param position the moment up to which everything has been told, if it has
   */
  send(events: readonly ServerEvent[], position: number): void {
    if (events.length > 0) this.write(eventFrames(events, this.reached(position)));
  }

  /**
   * Shows that the stream is alive where nothing was sent for a while, and cuts it off where nothing is read.
   * @param position the moment up to which everything has been told, if it has
   */
  keepAlive(position: number): void {
    const now = this.monotonicMs();
    if (this.blockedSinceMs !== undefined && now - this.blockedSinceMs > STUCK_MS) this.response.destroy();
    else if (this.isFree && now - this.lastWriteMs > ALIVE_MS) {
      this.write(aliveFrame(this.reached(position)));
    }
  }

  /**
   * Ends the stream.
   * @param reason why; the reader is told
   */
  end(reason: EndReason): void {
    if (!this.isFree) this.response.destroy();
    else
      this.response.end(
        eventFrames([{ event: 'end', data: { reason, retry: !FINAL.includes(reason) } }], undefined),
      );
  }

  /** The moment from which on this reader continues when it comes back, where that can be said. */
  private reached(position: number): number | undefined {
    return this.begun && this.backlog.isCaughtUp ? position : undefined;
  }

  private write(text: string): void {
    if (this.response.destroyed || this.response.writableEnded) return;
    this.lastWriteMs = this.monotonicMs();
    if (!this.response.write(text)) this.blockedSinceMs = this.lastWriteMs;
  }
}
