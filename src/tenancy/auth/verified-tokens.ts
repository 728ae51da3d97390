import { wallClock } from '../../common/clock.ts';
import type { Principal } from './principal.ts';

/** Milliseconds for which a token is believed without being looked at again: so long may a key that was withdrawn still count. */
const BELIEVED_MS = 5000;
const MAX_TOKENS = 10_000;

/** Tokens that were found to be good a moment ago. Checking a signature costs as much as a short request does. */
export class VerifiedTokens {
  private readonly tokens = new Map<string, { readonly principal: Principal; readonly untilMs: number }>();

  /**
   * @param token the compact JWT
   * @returns for whom it speaks; undefined where it has to be checked
   */
  get(token: string): Principal | undefined {
    const known = this.tokens.get(token);
    if (known === undefined) return undefined;
    if (known.untilMs > performance.now() && known.principal.expiresAt > wallClock()) return known.principal;
    this.tokens.delete(token);
    return undefined;
  }

  /**
   * @param token a compact JWT that was checked
   * @param principal for whom it speaks
   */
  add(token: string, principal: Principal): void {
    const [oldest] = this.tokens.keys();
    if (this.tokens.size >= MAX_TOKENS && oldest !== undefined) this.tokens.delete(oldest);
    this.tokens.set(token, { principal, untilMs: performance.now() + BELIEVED_MS });
  }
}
