import type { ClientMessage } from '../protocol/client-messages.ts';
import type { AccountRef, AnnouncedAccount } from '../protocol/vocabulary.ts';
import { pace } from '../storage.ts';
import { trouble } from '../vinted/classify-answer.ts';
import type { Site } from '../vinted/site.ts';
import type { SiteAnswer } from '../vinted/site-answer.ts';
import { whoIn } from '../vinted/who.ts';
import type { Trouble } from '../work/outcome.ts';
import { VINTED } from './account-book.ts';
import type { AccountBook } from './account-book.ts';
import type { Rests } from './rests.ts';

/** The accounts of the browser: looks how they stand, tells the server of every change, and finds a tab for a command. */
export class Accounts {
  private told = '';

  /**
   * @param site the tabs
   * @param book who was seen where
   * @param rests who does nothing for a while
   * @param say sends a message, and says whether it went out
   */
  constructor(
    private readonly site: Site,
    private readonly book: AccountBook,
    private readonly rests: Rests,
    private readonly say: (message: ClientMessage) => boolean,
  ) {}

  /** @returns every account as it stands; one that the seller has stopped is as good as without a tab */
  async current(): Promise<readonly AnnouncedAccount[]> {
    const accounts = this.book.accounts(await this.site.origins());
    return accounts.map((account) =>
      this.rests.isStopped(account.user_id) ? { ...account, state: 'no_tab' } : account,
    );
  }

  /** Looks who is logged in at every site that has a tab, and tells what has changed. */
  async look(): Promise<void> {
    const { answer: answerWithin } = await pace();
    for (const origin of await this.site.origins()) {
      const tab = await this.site.tabOf(origin);
      if (tab === undefined) continue;
      const answer = await this.site
        .ask(tab, { ask: 'look', answer_within: answerWithin })
        .catch((error: unknown): SiteAnswer => ({ kind: 'lost', message: String(error) }));
      await this.saw(origin, answer as SiteAnswer);
    }
    await this.tell();
  }

  /**
   * Takes in what the site says of whoever is logged in.
   * @param origin of the site
   * @param answer to the question who that is
   */
  async saw(origin: string, answer: SiteAnswer): Promise<void> {
    const who = whoIn(answer);
    if (who.status === 'known') await this.book.seen(origin, who);
    else await this.stands(origin, who);
  }

  /**
   * Takes in what the end of a command says of its site's session.
   * @param origin of the site
   * @param how a command ended
   */
  async stands(origin: string, { error }: Trouble): Promise<void> {
    if (error.kind === 'logged_out' || error.kind === 'challenge') await this.book.found(origin, error.kind);
  }

  /**
   * Tells the server how the accounts stand, and which of them rest.
   * @param always also where nothing has changed
   */
  async tell(always = false): Promise<void> {
    const accounts = await this.current();
    const now = JSON.stringify(accounts);
    if (now === this.told && !always) return;
    if (!this.say({ type: 'accounts', accounts })) return;
    this.told = now;
    for (const { user_id: userId } of accounts) this.tellRest(userId);
  }

  /**
   * The site wants less of an account for a while.
   * @param userId of the account
   * @param wait milliseconds, undefined where it did not say
   */
  async rest(userId: string, wait: number | undefined): Promise<void> {
    await this.rests.rest(userId, wait);
    this.tellRest(userId);
  }

  /**
   * @param account of a command
   * @returns the site and a tab of it to act in, or why there is none
   */
  async tabFor({
    marketplace,
    user_id: userId,
  }: AccountRef): Promise<
    { readonly status: 'tab'; readonly origin: string; readonly tab: number } | Trouble
  > {
    const origin = marketplace === VINTED ? this.book.originOf(userId) : undefined;
    const tab = origin === undefined ? undefined : await this.site.tabOf(origin);
    if (origin === undefined || tab === undefined)
      return trouble('failed', 'no_tab', 'No tab of the marketplace is open');
    if (this.rests.isStopped(userId))
      return trouble('failed', 'no_tab', 'The seller has stopped the account');
    const until = this.rests.of(userId);
    if (until !== undefined) {
      const more = { retry_after_ms: Math.max(0, until - Date.now()) };
      return trouble('failed', 'rate_limited', 'The account rests', more);
    }
    const session = this.book.sessionAt(origin);
    if (session?.state === 'challenge')
      return trouble('failed', 'challenge', 'The site wants to see a person');
    return { status: 'tab', origin, tab };
  }

  /** The account's state does not say this, and announcing it as ready has just ended it. */
  private tellRest(userId: string): void {
    const account = { marketplace: VINTED, user_id: userId };
    const until = this.rests.of(userId);
    if (until !== undefined) {
      this.say({ type: 'paused', account, reason: 'rate_limited', until: new Date(until).toISOString() });
    }
    if (this.rests.isStopped(userId)) this.say({ type: 'paused', account, reason: 'user' });
  }
}
