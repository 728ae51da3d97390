import type { AccountRef, AnnouncedAccount } from '../../plugin/protocol/account.ts';
import type { Life } from './life.ts';
import { failed, type Trouble } from './outcome.ts';
import { VINTED, type VintedTab } from './vinted/vinted-tab.ts';

/** What a board tells the server. */
export interface BoardReader {
  /** @param accounts the whole list, which has changed */
  accountsChanged(accounts: readonly AnnouncedAccount[]): void;
  /**
   * @param account that stops at once
   * @param reason why
   * @param until when it goes on, undefined where nobody knows
   */
  paused(
    account: Readonly<AccountRef>,
    reason: 'challenge' | 'rate_limited' | 'user',
    until: string | undefined,
  ): void;
}

/** The accounts of the browser: which tab has which, how they stand, and when that changes. */
export class AccountsBoard {
  private announced = '';

  /**
   * @param tabs of the browser
   * @param reader is told of changes
   * @param now the computer's clock, milliseconds since the epoch
   */
  constructor(
    readonly tabs: readonly VintedTab[],
    private readonly reader: BoardReader,
    private readonly now: () => number,
  ) {}

  /** @returns every account as it stands now; the server is then taken to know it */
  current(): readonly AnnouncedAccount[] {
    const accounts = this.tabs.flatMap((tab) => tab.announced());
    this.announced = JSON.stringify(accounts);
    return accounts;
  }

  /**
   * Looks at every tab.
   * @param life ends the waiting
   */
  async look(life: Life): Promise<void> {
    for (const tab of this.tabs) if (tab.open) await tab.look(life);
    this.tellChanges();
  }

  /** Tells the reader when something has changed since it was told last. */
  tellChanges(): void {
    const known = this.announced;
    const accounts = this.current();
    if (this.announced !== known) this.reader.accountsChanged(accounts);
  }

  /**
   * @param account of a command
   * @returns the tab to act in; trouble when there is none or it must not act
   */
  tabFor(account: Readonly<AccountRef>): VintedTab | Trouble {
    const tabs = account.marketplace === VINTED ? this.tabs : [];
    const tab =
      tabs.find(({ user }) => user?.userId === account.user_id) ??
      tabs.find((candidate) => candidate.knows(account.user_id)) ??
      tabs.find(({ open }) => open);
    if (tab?.open !== true) return failed('no_tab', 'No tab of the marketplace is open');
    if (tab.state === 'challenge') return failed('challenge', 'The marketplace wants to see a human');
    if (tab.stoppedByUser) return failed('no_tab', 'The seller has stopped the account');
    const left = tab.restsUntil - this.now();
    if (left <= 0) return tab;
    const error = { kind: 'rate_limited', message: 'The account rests', retry_after_ms: left } as const;
    return { status: 'failed', error };
  }

  /**
   * Lets an account rest.
   *
   * @param tab of the account
   * @param ms how long
   * @param life of the worker
   */
  rest(tab: VintedTab, ms: number, life: Life): void {
    tab.restsUntil = this.now() + ms;
    this.pause(tab, 'rate_limited', new Date(tab.restsUntil).toISOString());
    life.background(async () => {
      await life.wait(ms);
      this.reader.accountsChanged(this.current());
    });
  }

  /**
   * @param tab of the account that stops
   * @param reason why
   * @param until when it goes on
   */
  pause(tab: VintedTab, reason: 'challenge' | 'rate_limited' | 'user', until?: string): void {
    if (tab.user === undefined) return;
    this.reader.paused({ marketplace: VINTED, user_id: tab.user.userId }, reason, until);
  }
}
