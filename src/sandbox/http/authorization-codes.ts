import { randomBytes } from 'node:crypto';

interface IssuedCode<Grant> {
  readonly grant: Grant;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Codes that sellers' consents have led to. Each serves once, and not for long. */
export class AuthorizationCodes<Grant> {
  readonly #codes = new Map<string, IssuedCode<Grant>>();
  readonly #prefix: string;
  readonly #lifeSeconds: number;

  /**
   * @param prefix what the marketplace's codes begin with
   * @param lifeSeconds how long one is good
   */
  constructor(prefix: string, lifeSeconds: number) {
    this.#prefix = prefix;
    this.#lifeSeconds = lifeSeconds;
  }

  /**
   * @param grant what the code stands for
   * @param now milliseconds since the epoch
   * @returns the code
   */
  issue(grant: Grant, now: number): string {
    const code = `${this.#prefix}${randomBytes(24).toString('base64url')}`;
    this.#codes.set(code, { grant, expiresAt: now + this.#lifeSeconds * 1000 });
    return code;
  }

  /**
   * Spends a code, whether or not what it is presented with is right.
   *
   * @param code as it was presented
   * @param now milliseconds since the epoch
   * @returns what it stands for; undefined where it is unknown, spent or too old
   */
  spend(code: string, now: number): Grant | undefined {
    const issued = this.#codes.get(code);
    this.#codes.delete(code);
    return issued === undefined || issued.expiresAt <= now ? undefined : issued.grant;
  }
}
