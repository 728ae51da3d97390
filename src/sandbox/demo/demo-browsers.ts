import { numberOf, objectOf } from './json.ts';
import type { Json } from './json.ts';
import { RestClient } from './rest-client.ts';

/** A seller's browser that is to be opened. */
export interface BrowserRequest {
  /** What the seller is called. */
  readonly name: string;
  /** The pairing code of its extension. */
  readonly code: string;
  /** Its session at the marketplace. */
  readonly cookie: string;
}

/** What a browser has counted about itself. */
export interface BrowserEffects {
  readonly name: string;
  readonly socketDrops: number;
  /** Commands that acted more than once. */
  readonly executedTwice: number;
  readonly faults: Readonly<Record<string, number>>;
}

/**
 * What happens to every browser: its connection is cut before and after it acts, messages get lost and come twice.
 * `nth` counts from when it was armed.
 */
const TROUBLE: Json = {
  script: [
    { moment: 'receive:command', fault: 'cut_after', command: 'vinted.photo.upload', nth: 2 },
    { moment: 'write:after', fault: 'cut_after', command: 'vinted.item.create', nth: 2 },
    { moment: 'send:result', fault: 'cut_before', command: 'vinted.photo.upload', nth: 5 },
    { moment: 'send:result', fault: 'drop', command: 'vinted.photo.upload', nth: 3 },
    { moment: 'receive:command', fault: 'drop', command: 'vinted.photo.upload', nth: 4 },
    { moment: 'receive:command', fault: 'duplicate', command: 'vinted.item.create', nth: 1 },
  ],
};

/** The sellers' browsers: each a process of its own that speaks the plugin's protocol. */
export class DemoBrowsers {
  readonly #controls = new Map<string, RestClient>();

  /**
   * @param start starts one and tells where it can be controlled
   * @param signal ends every request
   */
  constructor(
    private readonly start: (request: BrowserRequest) => Promise<string>,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Opens a browser, which connects by itself.
   * @param request whose, and how it is paired
   */
  async open(request: BrowserRequest): Promise<void> {
    this.#controls.set(request.name, new RestClient(await this.start(request), this.signal));
  }

  /** Makes their connections bad. */
  async arm(): Promise<void> {
    for (const control of this.#controls.values()) {
      await control.send('/_control/faults', { method: 'PUT', body: TROUBLE });
    }
  }

  /** @returns what each has counted */
  async effects(): Promise<readonly BrowserEffects[]> {
    return Promise.all(
      [...this.#controls].map(async ([name, control]) => {
        const effects = objectOf(await control.send('/_control/effects'));
        const faults = objectOf(effects['faults']);
        return {
          name,
          socketDrops: numberOf(effects, 'socket_drops'),
          executedTwice: numberOf(effects, 'executed_twice'),
          faults: byKind(faults),
        };
      }),
    );
  }
}

/** A browser counts by moment and kind, `send:result drop`. */
function byKind(faults: Json): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of Object.keys(faults)) {
    const kind = key.split(' ').at(-1) ?? key;
    counts[kind] = (counts[kind] ?? 0) + numberOf(faults, key);
  }
  return counts;
}
