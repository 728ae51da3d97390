import type { AnnouncedAccount } from '../protocol/vocabulary.ts';
import { keep, kept } from '../storage.ts';
import type { Member, SeenSession } from '../storage.ts';

/** The marketplace of all accounts that this extension has. */
export const VINTED = 'vinted';

/** Who was ever seen logged in, and how each site's session stood last. It outlives the worker and the tabs. */
export class AccountBook {
  private constructor(
    private readonly members: Record<string, Member>,
    private readonly sessions: Record<string, SeenSession>,
  ) {}

  /** @returns the book as the last worker left it */
  static async open(): Promise<AccountBook> {
    return new AccountBook({ ...(await kept('members')) }, { ...(await kept('sessions')) });
  }

  /**
   * @param userId of a member
   * @returns where they were seen, as `https://host`
   */
  originOf(userId: string): string | undefined {
    return this.members[userId]?.origin;
  }

  /**
   * @param origin of a site
   * @returns how its session stood last
   */
  sessionAt(origin: string): SeenSession | undefined {
    return this.sessions[origin];
  }

  /**
   * @param origin of a site
   * @param user who is logged in there
   */
  async seen(origin: string, user: { readonly user_id: string; readonly login: string }): Promise<void> {
    this.members[user.user_id] = { login: user.login, origin };
    this.sessions[origin] = { user_id: user.user_id, state: 'ready' };
    await this.save();
  }

  /**
   * @param origin of a site
   * @param state in which it was found; whoever was logged in last is the one concerned
   */
  async found(origin: string, state: 'logged_out' | 'challenge'): Promise<void> {
    this.sessions[origin] = { user_id: this.sessions[origin]?.user_id, state };
    await this.save();
  }

  /**
   * @param open sites that have a tab
   * @returns every account, as the server is to be told
   */
  accounts(open: readonly string[]): readonly AnnouncedAccount[] {
    return Object.entries(this.members).map(([userId, { login, origin }]) => {
      const session = this.sessions[origin];
      const current = session?.user_id === userId ? session.state : 'logged_out';
      const state = open.includes(origin) ? current : 'no_tab';
      return { marketplace: VINTED, user_id: userId, login, state };
    });
  }

  private async save(): Promise<void> {
    await keep('members', this.members);
    await keep('sessions', this.sessions);
  }
}
