import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgres } from '../../common/database/embedded-postgres/embedded-postgres.ts';
import { ChildProgram } from './child-program.ts';
import type { ChildProgramOptions } from './child-program.ts';
import { serverEnvironment } from './server-environment.ts';

/** How the world is to be. */
export interface DemoWorldOptions {
  readonly reconcile: boolean;
  /** Told, in sentences, what stands. */
  readonly say: (line: string) => void;
  /** Told when a part ends although nobody asked it to. */
  readonly onLost: (error: Error) => void;
}

/** Where the parts of a world are. */
export interface DemoAddresses {
  readonly server: string;
  readonly standIn: string;
  readonly jwtSecret: string;
  /** What both programs have written. */
  readonly logFile: string;
}

const program = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Everything the demo needs, made for it and gone after it: a PostgreSQL, the stand-in, and the server, each a process
 * of its own that is reached over the network only.
 */
export class DemoWorld {
  readonly #undo: (() => Promise<void>)[] = [];
  readonly #options: DemoWorldOptions;
  #server: ChildProgram | undefined;

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
    const { say, reconcile } = this.#options;
    const folder = await mkdtemp(join(tmpdir(), 'stoflow-demo-'));
    this.#undo.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
    const logFile = join(folder, 'programs.log');
    const log = createWriteStream(logFile);
    this.#undo.push(() => new Promise((resolve) => log.end(() => resolve())));

    const postgres = await EmbeddedPostgres.start({ persistent: false });
    this.#undo.push(() => postgres.stop());
    say(`PostgreSQL on port ${postgres.port}, in a temporary folder`);
    signal.throwIfAborted();

    const [, standIn] = await this.#child({
      name: 'The stand-in for eBay',
      args: [program('../main.js')],
      env: serverEnvironment.inherited(),
      ready: standInAddress,
      log,
    });
    say(`A stand-in for eBay at ${standIn}`);
    signal.throwIfAborted();

    const jwtSecret = randomBytes(32).toString('base64url');
    const [server, url] = await this.#child({
      name: 'The server',
      args: ['--import', new URL('end-with-parent.js', import.meta.url).href, program('../../main.js')],
      env: serverEnvironment.of({ folder, databaseUrl: postgres.url, standIn, jwtSecret, reconcile }),
      ready: (line) => /answers at (http:\/\/[\d.]+:\d+)/.exec(line)?.[1],
      log,
    });
    this.#server = server;
    say(`StoFlow at ${url}`);
    return { server: url, standIn, jwtSecret, logFile };
  }

  /** @returns the last lines the server wrote */
  get serverTail(): readonly string[] {
    return this.#server?.tail ?? [];
  }

  /** Stops what was started, the last one first, and removes every file. */
  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }

  async #child(options: Omit<ChildProgramOptions, 'onLost'>): Promise<readonly [ChildProgram, string]> {
    const started = await ChildProgram.start({ ...options, onLost: this.#options.onLost });
    this.#undo.push(() => started[0].stop());
    return started;
  }
}

function standInAddress(line: string): string | undefined {
  return /"ebay":"([^"]+)"/.exec(line)?.[1];
}
