import type { ApiClient } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { changeOf } from './change.ts';
import type { Change } from './change.ts';
import { serverEvents } from './event-stream.ts';

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 30_000;
/** The server says something every 15 s; a stream that is silent for longer than two of these is broken. */
const SILENCE_MS = 40_000;

/** What a feed tells. */
export interface FeedListener {
  readonly changed: (change: Change) => void;
  /** Whether the stream is open. */
  readonly open: (isOpen: boolean) => void;
}

/** Follows the stream of events, and comes back to it where it broke off. */
export class EventFeed {
  readonly #api: ApiClient;
  readonly #listener: FeedListener;
  readonly #closed = new AbortController();
  #lastId: string | undefined;
  #retryMs = FIRST_RETRY_MS;

  /**
   * @param api makes the request
   * @param listener is told
   */
  constructor(api: ApiClient, listener: FeedListener) {
    this.#api = api;
    this.#listener = listener;
  }

  /** Follows until {@link close}, or until the server says that there is no use in coming back. */
  async run(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      const comeBack = await this.#follow();
      this.#listener.open(false);
      if (!comeBack) return;
      await this.#wait(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    }
  }

  /** Leaves the stream. */
  close(): void {
    this.#closed.abort();
  }

  /** Reads one stream to its end; answers whether another one may be opened. */
  async #follow(): Promise<boolean> {
    const broken = new AbortController();
    const watchdog = new Watchdog(SILENCE_MS, () => broken.abort());
    try {
      const response = await this.#api.send('GET', '/api/events', {
        headers: {
          accept: 'text/event-stream',
          ...(this.#lastId !== undefined && { 'last-event-id': this.#lastId }),
        },
        signal: AbortSignal.any([broken.signal, this.#closed.signal]),
      });
      if (response.body === null) return true;
      for await (const { event, data, id } of serverEvents(watchdog.watch(response.body))) {
        this.#lastId = id ?? this.#lastId;
        if (data === '') continue;
        const body: unknown = JSON.parse(data);
        if (event === 'end') return (body as { readonly retry?: boolean }).retry === true;
        if (event === 'ready') {
          this.#retryMs = FIRST_RETRY_MS;
          this.#listener.open(true);
        }
        const change = changeOf(event, body);
        if (change !== undefined) this.#listener.changed(change);
      }
      return true;
    } catch (error: unknown) {
      // A server without the route, or one that refuses the token, will do so again.
      return !(error instanceof Problem) || ![401, 403, 404].includes(error.status);
    } finally {
      watchdog.stop();
    }
  }

  #wait(ms: number): Promise<void> {
    const { signal } = this.#closed;
    return new Promise((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        removeEventListener('online', over);
        resolve();
      };
      const timer = setTimeout(over, ms);
      // A network that is back is a better sign than any clock.
      addEventListener('online', over);
      signal.addEventListener('abort', over, { once: true });
    });
  }
}

/** Notices that nothing comes any more: a connection whose other end is gone may stay open for hours. */
class Watchdog {
  readonly #ms: number;
  readonly #bark: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number, bark: () => void) {
    this.#ms = ms;
    this.#bark = bark;
    this.#rewind();
  }

  /** Passes a body on, and rewinds with every part of it. */
  watch(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
    const passing = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.#rewind();
        controller.enqueue(chunk);
      },
    });
    return body.pipeThrough(passing);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #rewind(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#bark, this.#ms);
  }
}
