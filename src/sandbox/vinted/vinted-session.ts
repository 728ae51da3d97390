import { randomUUID } from 'node:crypto';
import type { VintedUser } from './vinted-user.ts';

/** A browser's session on the site: its cookies, the page's CSRF token, and who is logged in. */
export class VintedSession {
  /** Who is logged in, undefined for nobody. */
  user: VintedUser | undefined;
  /** Names the session for the control interface; the site never sees it. */
  readonly id = randomUUID();
  accessToken = randomUUID();
  refreshToken = randomUUID();
  csrf = randomUUID();
  /** Whether the access token has run out; refreshing makes a new one. */
  expired = false;
  /** Who was logged in before everybody was logged out. */
  lastUser: VintedUser | undefined;

  /** @param user who is logged in, undefined for nobody */
  constructor(user: VintedUser | undefined) {
    this.user = user;
  }

  /** @returns the value of the browser's Cookie header */
  get cookie(): string {
    return `access_token_web=${this.accessToken}; refresh_token_web=${this.refreshToken}`;
  }

  /** Gives the browser new tokens, as the site does when the access token has run out. */
  refresh(): void {
    this.accessToken = randomUUID();
    this.refreshToken = randomUUID();
    this.expired = false;
  }

  /**
   * Logs somebody in, or out; the site's page carries another CSRF token afterwards.
   * @param user who is logged in from now on
   */
  become(user: VintedUser | undefined): void {
    this.user = user;
    this.csrf = randomUUID();
    this.expired = false;
  }
}
