import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../../common/database/embedded-postgres/embedded-postgres.ts';
import { ChildProgram } from './child-program.ts';
import type { ChildProgramOptions } from './child-program.ts';
import type { BrowserRequest } from './demo-browsers.ts';
import { isObject, textOf } from './json.ts';
import { RestClient } from './rest-client.ts';
import { serverEnvironment, TIME_SCALE } from './server-environment.ts';
import { standInAddresses } from './stand-in-addresses.ts';
import type { StandInAddresses } from './stand-in-addresses.ts';

/** How the world is to be. */
export interface DemoWorldOptions {
  readonly reconcile: boolean;
  /** Whether orders are read by turns, without being asked for. */
  readonly recurring: boolean;
  /** Told, in sentences, what stands. */
  readonly say: (line: string) => void;
  /** Told when a part ends although nobody asked it to. */
  readonly onLost: (error: Error) => void;
}

/** Where the parts of a world are. */
export interface DemoAddresses {
  readonly server: string;
  readonly standIns: StandInAddresses;
  readonly jwtSecret: string;
  /** What all programs have written. */
  readonly logFile: string;
}

const program = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Everything the demo needs, made for it and gone after it: a PostgreSQL, the stand-ins, the server, and the sellers'
 * browsers, each a process of its own that is reached over the network only.
 */
export class DemoWorld {
  readonly #undo: (() => Promise<void>)[] = [];
  readonly #options: DemoWorldOptions;
  #server: ChildProgram | undefined;
  #browser: ((request: BrowserRequest) => Promise<string>) | undefined;

  /** @param options see {@link DemoWorldOptions} */
  constructor(options: DemoWorldOptions) {
    this.#options = options;
  }

  /**
   * Starts the parts in order.
   * @param signal stops between two of them
   * @returns where they are
   * @throws {Error} saying which part does not start, and why
   */
  async start(signal: AbortSignal): Promise<DemoAddresses> {
    const { say, reconcile, recurring } = this.#options;
    const folder = await mkdtemp(join(tmpdir(), 'stoflow-demo-'));
    this.#undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
    const logFile = join(folder, 'programs.log');
    const log = createWriteStream(logFile);
    this.#undo.push(() => new Promise((resolve) => log.end(() => resolve())));

    const postgres = await EmbeddedPostgres.start({ persistent: false });
    this.#undo.push(() => postgres.stop());
    say(`PostgreSQL on port ${postgres.port}, in a temporary folder`);
    signal.throwIfAborted();

    const [, standIns] = await this.#child({
      name: 'The program of stand-ins',
      args: [program('../main.js')],
      env: serverEnvironment.inherited(),
      ready: standInAddresses,
      log,
    });
    say(`Stand-ins for Vinted at ${standIns.vinted}, eBay at ${standIns.ebay}, Etsy at ${standIns.etsy}`);
    signal.throwIfAborted();

    const jwtSecret = randomBytes(32).toString('base64url');
    const [server, url] = await this.#child({
      name: 'The server',
      args: ['--import', new URL('end-with-parent.js', import.meta.url).href, program('../../main.js')],
      env: serverEnvironment.of({
        folder,
        databaseUrl: postgres.url,
        standIns,
        jwtSecret,
        reconcile,
        recurring,
      }),
      ready: (line) => /answers at (http:\/\/[\d.]+:\d+)/.exec(line)?.[1],
      log,
    });
    this.#server = server;
    say(`StoFlow at ${url}`);
    // What a program registers with eBay: where browsers are sent after a consent. Etsy is told by each request.
    const registration = { accept_url: `${url}/oauth/ebay/callback` };
    await new RestClient(standIns.ebay, signal).send('/_control/options', {
      method: 'PUT',
      body: registration,
    });
    this.#browser = ({ name, code, cookie }) =>
      this.#openBrowser(log, name, [
        ...['--server', url.replace('http', 'ws'), '--vinted', standIns.vinted, '--session', cookie],
        ...[
          '--code',
          code,
          '--journal',
          join(folder, `journal-${name}.jsonl`),
          '--scale',
          String(TIME_SCALE),
        ],
      ]);
    return { server: url, standIns, jwtSecret, logFile };
  }

  /**
   * Opens a seller's browser.
   * @param request whose, and how it is paired
   * @returns where the browser can be made difficult
   * @throws {Error} saying why it does not connect
   */
  async openBrowser(request: BrowserRequest): Promise<string> {
    if (this.#browser === undefined) throw new Error('There is no server to connect a browser to.');
    return this.#browser(request);
  }

  /** @returns the last lines the server wrote */
  get serverTail(): readonly string[] {
    return this.#server?.tail ?? [];
  }

  /** Stops what was started, the last one first, and removes every file. */
  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }

  async #openBrowser(log: Writable, name: string, args: readonly string[]): Promise<string> {
    const [, control] = await this.#child({
      name: `The browser of ${name}`,
      args: [program('../plugin/main.js'), ...args],
      env: serverEnvironment.inherited(),
      ready: controlAddress,
      log,
    });
    return control;
  }

  async #child<Ready>(
    options: Omit<ChildProgramOptions<Ready>, 'onLost'>,
  ): Promise<readonly [ChildProgram<Ready>, Ready]> {
    const started = await ChildProgram.start({ ...options, onLost: this.#options.onLost });
    this.#undo.push(() => started[0].stop());
    return started;
  }
}

function controlAddress(line: string): string | undefined {
  const json: unknown = line.startsWith('{') ? JSON.parse(line) : undefined;
  return isObject(json) ? textOf(json, 'control') : undefined;
}
