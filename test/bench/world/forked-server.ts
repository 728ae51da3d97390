import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a process has used. */
export interface Usage {
  readonly rss: number;
  /** Microseconds. */
  readonly cpu: { readonly user: number; readonly system: number };
}

/** As the program is started (`start:prod` in package.json). */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

/** A measured server in a process of its own. */
export class ForkedServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /**
   * @param script the compiled program; it sends its url once it answers
   * @param env its whole environment beside PATH
   * @returns the running server
   * @throws {Error} when it ended instead
   */
  static async start(script: URL, env: Readonly<Record<string, string>>): Promise<ForkedServer> {
    const child = fork(script, {
      execArgv: NODE_OPTIONS,
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(() => undefined);
    const answer = await Promise.race([once(child, 'message'), ended]);
    if (answer === undefined) throw new Error(`${script.pathname} ended at once`);
    const [{ url }] = answer as [{ readonly url: string }];
    return new ForkedServer(child, url);
  }

  /** @returns what it has used so far */
  async usage(): Promise<Usage> {
    const answered = once(this.child, 'message');
    this.child.send('usage');
    const [usage] = (await answered) as [Usage];
    return usage;
  }

  /** Lets it shut down, and waits until it is gone. */
  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }

  /** Kills it as a crash does, and waits until it is gone. */
  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

/**
 * Starts the whole program with the idle marketplace.
 * @param env its environment
 * @returns the running server
 */
export function idleServer(env: Readonly<Record<string, string>>): Promise<ForkedServer> {
  return ForkedServer.start(new URL('idle-server.js', import.meta.url), env);
}
