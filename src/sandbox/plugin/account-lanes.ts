import type { AccountRef } from '../../plugin/protocol/account.ts';
import type { Life } from './life.ts';

/** One command at a time for one account; accounts do not wait for each other. */
export class AccountLanes {
  private readonly lanes = new Map<string, Promise<void>>();

  /** @param life of the worker; what waits when it ends never begins */
  constructor(private readonly life: Life) {}

  /**
   * @param account whose turn it is
   * @param work done after everything that was added for the account before
   */
  add(account: Readonly<AccountRef>, work: () => Promise<void>): void {
    const key = `${account.marketplace}\n${account.user_id}`;
    const turn = (this.lanes.get(key) ?? Promise.resolve()).then(() => {
      this.life.check();
      return work();
    });
    // The lane goes on whatever became of one command; what went wrong is told by whoever watches the life.
    this.lanes.set(
      key,
      turn.catch(() => undefined),
    );
    this.life.background(() => turn);
  }
}
