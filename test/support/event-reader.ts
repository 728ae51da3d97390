import { bearer } from './tokens.ts';
import { waitFor } from './wait-for.ts';

/** One event as a reader got it. */
export interface ReadEvent {
  readonly name: string;
  /** The last id that was sent, with this event or before it. */
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it came, in milliseconds on the monotonic clock. */
  readonly atMs: number;
}

/** Reads a stream of events as the HTML standard says, without any code of the program. */
export class EventReader {
  readonly events: ReadEvent[] = [];
  /** What was sent, as text. */
  text = '';
  lastEventId: string | undefined;
  ended = false;
  private name = '';
  private data = '';

  private constructor(
    readonly response: Response,
    private readonly gone: AbortController,
  ) {}

  /**
   * Begins to read.
   * @param url of the server
   * @param options whose stream, and where to continue
   * @returns the reader, once the server has answered
   */
  static async open(
    url: string,
    options: {
      readonly tenant?: number;
      readonly lastEventId?: string | undefined;
      readonly ttlSeconds?: number;
      /** A token of its own, where the usual ones are not valid. */
      readonly token?: string;
    } = {},
  ): Promise<EventReader> {
    const gone = new AbortController();
    const { tenant = 1, lastEventId, ttlSeconds, token } = options;
    const authorization =
      token === undefined
        ? await bearer({ tenant, ...(ttlSeconds !== undefined && { ttlSeconds }) })
        : `Bearer ${token}`;
    const response = await fetch(`${url}/api/events`, {
      signal: gone.signal,
      headers: {
        authorization,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
    });
    const reader = new EventReader(response, gone);
    reader.lastEventId = lastEventId;
    void reader.read();
    return reader;
  }

  /** Leaves. */
  close(): void {
    this.gone.abort();
  }

  /** @returns the events of a name */
  named(name: string): readonly ReadEvent[] {
    return this.events.filter((event) => event.name === name);
  }

  /** Waits for an event. */
  async waitForEvent(name: string, fits: (event: ReadEvent) => boolean = () => true): Promise<ReadEvent> {
    return waitFor(() => this.named(name).find(fits), {
      what: `an event ${name} (got ${this.events.map((event) => event.name).join(', ')})`,
    });
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of this.response.body ?? []) {
        const text = decoder.decode(chunk as Uint8Array, { stream: true });
        this.text += text;
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) this.line(line);
      }
    } catch {
      // Whoever aborts is told so.
    }
    this.ended = true;
  }

  private line(line: string): void {
    if (line === '') {
      this.dispatch();
      return;
    }
    const [, field, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (field === 'event') this.name = value;
    if (field === 'data') this.data += value;
    if (field === 'id') this.lastEventId = value;
  }

  private dispatch(): void {
    if (this.data !== '') {
      this.events.push({
        name: this.name,
        id: this.lastEventId,
        data: JSON.parse(this.data) as Record<string, unknown>,
        atMs: performance.now(),
      });
    }
    this.name = '';
    this.data = '';
  }
}

/** What somebody knows who reads nothing but events: the last state of everything. */
export class Follower {
  readonly jobs = new Map<number, Readonly<Record<string, unknown>>>();
  readonly batches = new Map<number, Readonly<Record<string, unknown>>>();

  /** @param events in order */
  constructor(events: readonly ReadEvent[]) {
    for (const { name, data } of events) {
      if (name === 'batch') this.batches.set(...keyed(data['batch']));
      for (const job of (data['jobs'] ?? [data['job']]) as readonly unknown[]) {
        if (job !== undefined) this.jobs.set(...keyed(job));
      }
    }
  }
}

function keyed(value: unknown): [number, Readonly<Record<string, unknown>>] {
  const row = value as { readonly id: number };
  return [row.id, { ...row }];
}
