import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../../dist/src/sandbox/demo/main.js');

/** The built demo as a process of its own. */
export class DemoProcess {
  /** Everything on standard output so far. */
  out = '';
  /** Everything on standard error so far. */
  err = '';
  readonly child: ChildProcess;

  /**
   * Starts the demo.
   * @param args its arguments
   * @param env variables beside PATH and HOME
   * @throws {Error} when it has not been built
   */
  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    if (!existsSync(MAIN)) throw new Error('the demo is not built: run "nest build" first');
    const { PATH = '', HOME = '' } = process.env;
    this.child = spawn(process.execPath, [MAIN, ...args], {
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
  }

  /** @returns the exit code */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  /** @returns what the last line of standard output says */
  get json(): Readonly<Record<string, unknown>> {
    return JSON.parse(this.out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  }
}
