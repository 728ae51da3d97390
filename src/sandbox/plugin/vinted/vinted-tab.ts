import { isRecord } from '../../control/control-body.ts';
import type { AnnouncedAccount } from '../../../plugin/protocol/account.ts';
import type { AccountState } from '../../../plugin/protocol/vocabulary.ts';
import type { Life } from '../life.ts';
import { askSite, type SiteAnswer } from './site-answer.ts';

/** A request to the site, relative to it. */
export interface SiteRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** A JSON body, a form, or none at all. */
  readonly body?: FormData | Readonly<Record<string, unknown>>;
  readonly writes: boolean;
  /** Whether the site answers with what belongs to whoever is logged in, without naming them. */
  readonly personal?: boolean;
}

/** Somebody who was seen logged in. */
export interface SeenUser {
  readonly userId: string;
  readonly login: string;
}

/** The marketplace of a tab of Vinted. */
export const VINTED = 'vinted';

/** What the site's upload form sends along with every request. */
const FORM_HEADERS = {
  accept: 'application/json, text/plain, */*',
  'x-upload-form': 'true',
  'x-enable-dynamic-attribute-condition': 'true',
  'x-enable-dynamic-attribute-size': 'true',
  'x-enable-dynamic-attribute-video-game-rating': 'true',
};

/** A tab of Vinted: one session of the browser, with its cookies and whoever is logged in. */
export class VintedTab {
  /** Whoever is logged in, or was last. */
  user: SeenUser | undefined;
  state: AccountState = 'logged_out';
  /** Whether the tab is there; the session outlives it. */
  open = true;
  /** Until when the account rests, milliseconds since the epoch. */
  restsUntil = 0;
  /** Whether the seller has stopped the account. */
  stoppedByUser = false;
  private readonly earlier = new Map<string, SeenUser>();
  private csrf: string | undefined;

  /**
   * @param baseUrl of the site
   * @param cookie value of the Cookie header
   * @param timeoutMs for an answer
   */
  constructor(
    private readonly baseUrl: string,
    private cookie: string,
    private readonly timeoutMs: number,
  ) {}

  /**
   * Looks who is logged in, renewing the session where it has run out.
   *
   * @param life ends the waiting
   * @returns the answer, for whoever wants to explain it
   */
  async look(life: Life): Promise<SiteAnswer> {
    const answer = await this.ask({ method: 'GET', path: '/api/v2/users/current', writes: false }, life);
    if (answer.kind !== 'answer') return answer;
    const user = answer.status === 200 ? userIn(answer.json) : undefined;
    if (user !== undefined) this.see(user);
    else if (answer.status === 401) this.leave('logged_out');
    else if (answer.status === 403) this.leave('challenge');
    return answer;
  }

  /**
   * Sends a request in the session.
   *
   * @param request what to ask
   * @param life ends the waiting
   * @returns what came of it
   */
  async ask(request: SiteRequest, life: Life): Promise<SiteAnswer> {
    const answer = await this.send(request, life);
    if (answer.kind !== 'answer' || answer.status !== 401) return answer;
    // The site does the same: a 401 had no effect, and the second cookie may still be good.
    const renewed = await this.send({ method: 'POST', path: '/web/api/auth/refresh', writes: false }, life);
    return renewed.kind === 'answer' && renewed.status === 200 ? this.send(request, life) : answer;
  }

  /** Forgets the token that the page carries, so that it is read again. */
  forgetToken(): void {
    this.csrf = undefined;
  }

  /** @param state in which it is found */
  leave(state: AccountState): void {
    this.state = state;
    this.csrf = undefined;
  }

  /** @returns everybody this tab has seen, and how they stand now */
  announced(): readonly AnnouncedAccount[] {
    const current = this.user === undefined ? [] : [announce(this.user, this.open ? this.state : 'no_tab')];
    const others = [...this.earlier.values()].filter(({ userId }) => userId !== this.user?.userId);
    return [...current, ...others.map((user) => announce(user, this.open ? 'logged_out' : 'no_tab'))];
  }

  /**
   * @param userId of an account
   * @returns whether it was ever seen here
   */
  knows(userId: string): boolean {
    return this.earlier.has(userId);
  }

  private see(user: SeenUser): void {
    if (this.user?.userId !== user.userId || this.state !== 'ready') this.csrf = undefined;
    this.user = user;
    this.earlier.set(user.userId, user);
    this.state = 'ready';
  }

  private async send(request: SiteRequest, life: Life): Promise<SiteAnswer> {
    life.check();
    const { body } = request;
    const isForm = body instanceof FormData;
    const headers = {
      ...FORM_HEADERS,
      cookie: this.cookie,
      ...(request.writes ? { 'x-csrf-token': await this.token(life) } : {}),
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    };
    const init = {
      method: request.method,
      headers,
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    };
    return this.fetch(request.path, init, life);
  }

  private async token(life: Life): Promise<string> {
    if (this.csrf !== undefined) return this.csrf;
    const page = await this.fetch('/', { headers: { cookie: this.cookie } }, life);
    this.csrf = page.kind === 'answer' ? /"CSRF_TOKEN":"([^"]+)"/.exec(page.text)?.[1] : undefined;
    return this.csrf ?? '';
  }

  private async fetch(path: string, init: RequestInit, life: Life): Promise<SiteAnswer> {
    const signal = AbortSignal.any([life.signal, AbortSignal.timeout(this.timeoutMs)]);
    const { answer, cookies } = await askSite(`${this.baseUrl}${path}`, { ...init, signal });
    life.check();
    for (const cookie of cookies) this.cookie = withCookie(this.cookie, cookie.split(';')[0] ?? '');
    return answer;
  }
}

function userIn(json: Readonly<Record<string, unknown>> | undefined): SeenUser | undefined {
  const user = json?.['user'];
  if (!isRecord(user) || !Number.isInteger(user['id'])) return undefined;
  return { userId: String(user['id']), login: typeof user['login'] === 'string' ? user['login'] : '' };
}

function announce({ userId, login }: SeenUser, state: AccountState): AnnouncedAccount {
  return { marketplace: VINTED, user_id: userId, login, state };
}

function withCookie(jar: string, pair: string): string {
  const name = pair.split('=')[0] ?? '';
  const others = jar.split('; ').filter((entry) => !entry.startsWith(`${name}=`));
  return [...others, pair].filter((entry) => entry !== '').join('; ');
}
