import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ClientOrder } from './plugin-clients.ts';

/** Browsers in a process of their own. */
export class Browsers {
  private readonly child: ChildProcess = fork(new URL('plugin-clients.js', import.meta.url), {
    stdio: 'inherit',
  });

  /**
   * Connects some.
   * @param order where, who, and for how long at most
   * @returns how many did in that time
   * @throws {Error} when one was refused
   */
  async connect(order: ClientOrder): Promise<number> {
    this.child.send(order);
    const [answer] = (await once(this.child, 'message')) as [{ connected?: number; failed?: string }];
    if (answer.connected === undefined) throw new Error(`browsers did not connect: ${answer.failed ?? ''}`);
    return answer.connected;
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}
