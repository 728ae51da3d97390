import { channel } from 'node:diagnostics_channel';

/**
 * Something that happens and that the program itself does not care about: metrics and traces may listen. Whoever says it
 * knows no listener, and it costs next to nothing where there is none.
 * @example
 * export const CALLED = new Signal<{ readonly host: string; readonly seconds: number }>('http:called');
 * CALLED.say({ host, seconds });
 */
export class Signal<T extends object> {
  private readonly channel;

  /** @param name unique in the program */
  constructor(name: string) {
    this.channel = channel(`stoflow:${name}`);
  }

  /** @returns whether anybody listens: what is costly to find out need not be found out otherwise */
  get isHeard(): boolean {
    return this.channel.hasSubscribers;
  }

  /** @param what happened; it may not be changed afterwards */
  say(what: T): void {
    this.channel.publish(what);
  }

  /**
   * @param listener is called at once, in the middle of what happens: it must be quick, and what it throws is reported
   *   as an uncaught exception
   * @returns ends it
   */
  listen(listener: (what: T) => void): () => void {
    const receive = (message: unknown): void => {
      listener(message as T);
    };
    this.channel.subscribe(receive);
    return () => void this.channel.unsubscribe(receive);
  }
}
