import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { waitFor } from './wait-for.ts';

/** Beside the tests' sources, or beside the tests where these are built themselves. */
const MAIN = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? '../../dist/src/main.js' : '../../src/main.js',
);

/** The built program as a process of its own, answering HTTP on a free port. */
export class ServerProcess {
  private output = '';

  private constructor(
    private readonly child: ChildProcess,
    /** `http://127.0.0.1:<port>`, once it answers. */
    private address = '',
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
  }

  /**
   * Starts the program and waits until it answers.
   * @param env its whole environment beside PATH
   * @param command what Node is started with; the program as it was built here by default
   * @returns the running program
   */
  static async start(
    env: Readonly<Record<string, string>>,
    command: readonly string[] = [MAIN],
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, command, {
      env: { PATH: process.env['PATH'] ?? '', HTTP_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const server = new ServerProcess(child);
    try {
      await waitFor(() => server.hasAnswered(), { what: 'the server answers' });
    } catch (error: unknown) {
      await server.end('SIGKILL');
      throw error;
    }
    return server;
  }

  /** @returns its base URL */
  get url(): string {
    return this.address;
  }

  /** @returns its process id */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** @returns whether it has not ended */
  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @returns everything it has printed */
  get printed(): string {
    return this.output;
  }

  /**
   * Sends a signal.
   * @param name which
   */
  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /**
   * Ends it and waits until it is gone.
   * @param name SIGKILL for a crash
   * @returns its exit code; null when the signal ended it
   */
  async end(name: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.running) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    // A stopped process receives nothing but SIGKILL until it goes on.
    this.child.kill('SIGCONT');
    this.child.kill(name);
    await gone;
    return this.child.exitCode;
  }

  private hasAnswered(): boolean {
    if (this.child.exitCode !== null) throw new Error(`the server ended at once:\n${this.output}`);
    this.address = /StoFlow answers at (http:\/\/\S+?),/.exec(this.output)?.[1] ?? '';
    return this.address !== '';
  }
}
