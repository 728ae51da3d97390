import type { ApiClient } from '../api/client.ts';
import type { Change, FeedState } from './change.ts';
import { EventFeed } from './event-feed.ts';
import { PollTimer } from './poll-timer.ts';

const POLLED_MS = 2000;
/** An operator's views count over all tenants, so they are read less often. */
const OPERATOR_MS = 10_000;
/** What no event tells of (time that passes, what somebody else imports) is read this often beside the stream. */
const LIVE_MS = 30_000;

type Listener = (change: Change) => void;

/** Tells whoever shows something that it may have changed: from the stream of events, and by the clock while there is none. */
export class Live {
  readonly #listeners = new Set<Listener>();
  readonly #stateListeners = new Set<(state: FeedState) => void>();
  readonly #poll = new PollTimer(() => this.#tell({ kind: 'anything' }));
  readonly #feed: EventFeed | undefined;
  readonly #polledMs: number;
  #state: FeedState = 'connecting';

  /**
   * @param api makes the requests
   * @param hasStream false for an operator, who is nobody's tenant: the stream is a tenant's
   */
  constructor(api: ApiClient, hasStream: boolean) {
    this.#polledMs = hasStream ? POLLED_MS : OPERATOR_MS;
    if (hasStream) {
      this.#feed = new EventFeed(api, {
        changed: (change) => this.#tell(change),
        open: (isOpen) => (isOpen ? this.#opened() : this.#lost()),
      });
    }
  }

  /** Begins. */
  start(): void {
    this.#poll.start(this.#polledMs);
    if (this.#feed === undefined) this.#become('polling');
    else void this.#feed.run();
  }

  /** Ends for good. */
  stop(): void {
    this.#feed?.close();
    this.#poll.stop();
    this.#listeners.clear();
  }

  /** @returns how changes are learnt of at this moment */
  get state(): FeedState {
    return this.#state;
  }

  /**
   * @param listener is told of every change
   * @returns stops that
   */
  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * @param listener is told when changes are learnt of in another way
   * @returns stops that
   */
  onState(listener: (state: FeedState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => void this.#stateListeners.delete(listener);
  }

  /**
   * Takes note of whether the server answered, so that a person is told when it does not.
   * @param answered whether it did
   */
  heard(answered: boolean): void {
    if (this.#state === 'live' || this.#state === 'connecting') return;
    this.#become(answered ? 'polling' : 'offline');
  }

  #opened(): void {
    this.#poll.start(LIVE_MS);
    this.#become('live');
  }

  #lost(): void {
    this.#poll.start(this.#polledMs);
    this.#become('polling');
  }

  #become(state: FeedState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}
