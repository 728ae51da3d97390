import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';

/** A program that the demo starts. */
export interface ChildProgramOptions<Ready> {
  /** What a person calls it. */
  readonly name: string;
  /** Arguments of Node.js: the file and its own arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Finds in a line of its output that it is ready, and where. */
  readonly ready: (line: string) => Ready | undefined;
  /** Takes its output. */
  readonly log: Writable;
  /** Told when it ends although nobody asked it to. */
  readonly onLost: (error: Error) => void;
}

const START_MS = 60_000;
/** Time to end by itself; the server hands its jobs back and closes its connections. */
const STOP_MS = 15_000;
const TAIL_LINES = 30;

/**
 * A running child. It is a process group of its own, so that Ctrl-C ends the demo, which then ends its children in
 * order; its standard input stays open as long as the demo lives.
 */
export class ChildProgram<Ready = unknown> {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #exited: Promise<void>;
  readonly #tail: string[] = [];
  #stopping = false;

  private constructor(private readonly options: ChildProgramOptions<Ready>) {
    this.#child = spawn(process.execPath, options.args, { env: options.env, detached: true });
    this.#exited = new Promise((resolve) => {
      this.#child.once('error', () => resolve());
      this.#child.once('close', () => resolve());
    });
    void this.#exited.then(() => {
      if (!this.#stopping) options.onLost(new Error(`${options.name} has ended, ${this.#ending()}.`));
    });
    // Writing to a child that is gone must not end the demo.
    this.#child.stdin.on('error', () => undefined);
  }

  /**
   * Starts a program and waits until it is ready.
   * @param options see {@link ChildProgramOptions}
   * @returns the program, and what `ready` found
   * @throws {Error} with the end of its output when it ends or takes too long
   */
  static async start<Ready>(
    options: ChildProgramOptions<Ready>,
  ): Promise<readonly [ChildProgram<Ready>, Ready]> {
    const program = new ChildProgram(options);
    const found = await program.#untilReady();
    if (found !== undefined) return [program, found];
    await program.stop();
    throw new Error([`${options.name} did not start, ${program.#ending()}.`, ...program.tail].join('\n'));
  }

  /** @returns the last lines it wrote */
  get tail(): readonly string[] {
    return this.#tail;
  }

  /** Ends it, with force if it does not listen. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child.kill('SIGTERM');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await this.#exited;
    clearTimeout(force);
  }

  #untilReady(): Promise<Ready | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), START_MS);
      const hear = (line: string): void => {
        this.options.log.write(`${line}\n`);
        this.#tail.push(line);
        if (this.#tail.length > TAIL_LINES) this.#tail.shift();
        const found = this.options.ready(line);
        if (found !== undefined) resolve(found);
      };
      createInterface(this.#child.stdout).on('line', hear);
      createInterface(this.#child.stderr).on('line', hear);
      void this.#exited.then(() => resolve(undefined)).finally(() => clearTimeout(timer));
    });
  }

  #ending(): string {
    const { exitCode, signalCode } = this.#child;
    return signalCode === null ? `exit code ${exitCode ?? 'unknown'}` : `signal ${signalCode}`;
  }
}
