import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { wallClock } from '../../common/clock.ts';
import { AppConfig } from '../../config/app-config.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import { ExpiredTokenError, InvalidTokenError, KeysUnavailableError } from './auth-errors.ts';
import { SCOPES } from './principal.ts';
import type { Principal, Scope } from './principal.ts';
import { VerifiedTokens } from './verified-tokens.ts';

/** Signatures that a key set may be used for. None is symmetric: a public key must never serve as a secret. */
const ASYMMETRIC = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'];
/** Seconds that two machines' clocks may differ. */
const CLOCK_TOLERANCE = 5;
const KEYS_TIMEOUT_MS = 5000;

/** Checks bearer tokens: signature, issuer, audience, expiry, and the claims this product needs. */
@Injectable()
export class TokenVerifier {
  private readonly algorithms: readonly string[];
  private readonly key: JWTVerifyGetKey | Uint8Array | undefined;
  private readonly verified = new VerifiedTokens();

  constructor(private readonly config: AppConfig) {
    const { JWT_JWKS_URL: url, JWT_SECRET: secret } = config;
    this.algorithms = url === undefined ? ['HS256'] : ASYMMETRIC;
    if (url !== undefined) this.key = createRemoteJWKSet(new URL(url), { timeoutDuration: KEYS_TIMEOUT_MS });
    else if (secret !== undefined) this.key = new TextEncoder().encode(secret);
  }

  /**
   * @param token the compact JWT
   * @returns who it speaks for
   * @throws {InvalidTokenError | ExpiredTokenError | KeysUnavailableError} when it speaks for nobody
   */
  async verify(token: string): Promise<Principal> {
    const known = this.verified.get(token);
    if (known !== undefined) return known;
    const principal = principalOf(await this.payload(token));
    this.verified.add(token, principal);
    return principal;
  }

  private async payload(token: string): Promise<JWTPayload> {
    const { key } = this;
    if (key === undefined) throw new KeysUnavailableError();
    const options = {
      issuer: this.config.JWT_ISSUER,
      audience: this.config.JWT_AUDIENCE,
      algorithms: [...this.algorithms],
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: wallClock(),
    };
    try {
      const verified =
        typeof key === 'function'
          ? await jwtVerify(token, key, options)
          : await jwtVerify(token, key, options);
      return verified.payload;
    } catch (error: unknown) {
      throw explain(error);
    }
  }
}

function explain(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new ExpiredTokenError();
  const about = error instanceof errors.JOSEError ? error.code : undefined;
  // No answer, or an answer that is no key set: the token may well be good.
  const keysFailed = about === undefined || about === 'ERR_JWKS_TIMEOUT' || about === 'ERR_JOSE_GENERIC';
  return keysFailed || about === 'ERR_JWKS_INVALID' ? new KeysUnavailableError() : new InvalidTokenError();
}

function principalOf(payload: JWTPayload): Principal {
  const { sub, tenant, scope, exp } = payload;
  if (typeof sub !== 'string' || sub === '' || typeof scope !== 'string' || exp === undefined) {
    throw new InvalidTokenError();
  }
  const expiresAt = new Date(exp * 1000);
  const scopes = new Set(scope.split(' ').filter(isScope));
  if (tenant === undefined && !scopes.has('tenant')) {
    return { subject: sub, tenant: undefined, scopes, expiresAt };
  }
  if (typeof tenant !== 'number' || !Number.isSafeInteger(tenant) || tenant <= 0)
    throw new InvalidTokenError();
  return { subject: sub, tenant: tenantRef(tenant), scopes, expiresAt };
}

function isScope(text: string): text is Scope {
  return (SCOPES as readonly string[]).includes(text);
}
