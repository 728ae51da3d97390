import type { Exchange } from '../http/exchange.ts';
import { DEFAULT_VINTED_OPTIONS, type VintedOptions } from './vinted-options.ts';
import type { StoredItem, StoredPhoto } from './vinted-records.ts';
import { VintedSession } from './vinted-session.ts';
import { VintedUser } from './vinted-user.ts';

/** The memory of the stand-in: members, sessions of browsers, and the numbers Vinted gives out. */
export class VintedWorld {
  readonly users = new Map<number, VintedUser>();
  readonly sessions = new Map<string, VintedSession>();
  options: VintedOptions;
  /** The clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Base URL of the stand-in, set once it listens. */
  baseUrl = '';
  private numbers = 0;

  /**
   * @param options where they differ from the defaults
   * @param now the clock, milliseconds since the epoch
   */
  constructor(options: Partial<VintedOptions>, now: () => number) {
    this.now = now;
    this.options = { ...DEFAULT_VINTED_OPTIONS, ...options };
  }

  /**
   * @param login name of the new member
   * @param id its number, a new one where absent
   * @param currency of its country
   * @returns the member
   */
  addUser(login: string, id: number | undefined, currency: string): VintedUser {
    const user = new VintedUser(id ?? 81_000_000 + this.next(), login, currency);
    this.users.set(user.id, user);
    return user;
  }

  /**
   * @param user who is logged in
   * @returns a new browser session
   */
  openSession(user: VintedUser | undefined): VintedSession {
    const session = new VintedSession(user);
    this.sessions.set(session.id, session);
    return session;
  }

  /**
   * @param exchange a request
   * @returns the session its cookies belong to, undefined for none
   */
  sessionOf(exchange: Exchange): VintedSession | undefined {
    const cookies = exchange.headers.cookie ?? '';
    const named = (name: string): string | undefined =>
      new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(cookies)?.[1];
    const access = named('access_token_web');
    const refresh = named('refresh_token_web');
    return [...this.sessions.values()].find(
      (session) => session.accessToken === access || session.refreshToken === refresh,
    );
  }

  /**
   * @param id number of an item of any member
   * @returns the item and its owner, undefined when there is none
   */
  findItem(id: number): { readonly user: VintedUser; readonly item: StoredItem } | undefined {
    for (const user of this.users.values()) {
      const item = user.items.get(id);
      if (item !== undefined) return { user, item };
    }
    return undefined;
  }

  /**
   * @param id number of a photo of any member
   * @returns the photo, undefined when there is none
   */
  findPhoto(id: number): StoredPhoto | undefined {
    for (const user of this.users.values()) {
      const photo = user.photos.get(id);
      if (photo !== undefined) return photo;
    }
    return undefined;
  }

  /** @returns a new number for an item or a draft; they share one sequence */
  nextItemId(): number {
    return 7_000_000_000 + this.next();
  }

  /** @returns a new number for a photo */
  nextPhotoId(): number {
    return 20_000_000_000 + this.next();
  }

  /** @returns a new number for a sale */
  nextTransactionId(): number {
    return 5_000_000_000 + this.next();
  }

  private next(): number {
    this.numbers += 1;
    return this.numbers;
  }
}
