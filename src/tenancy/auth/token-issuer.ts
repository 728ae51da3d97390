import { SignJWT } from 'jose';
import { wallClock } from '../../common/clock.ts';
import type { AppConfig } from '../../config/app-config.ts';
import type { Scope } from './principal.ts';

/** What a token is to say. */
export interface TokenRequest {
  readonly subject: string;
  readonly tenantId?: number | undefined;
  readonly scopes: readonly Scope[];
  /** Seconds from now. */
  readonly ttlSeconds: number;
}

/**
 * Issues a bearer token with the program's own secret. Only the command line does; no route hands out tokens.
 * @param config the secret, issuer and audience
 * @param request what the token says
 * @returns the compact JWT
 * @throws {Error} where tokens come from an identity provider
 */
export async function issueToken(
  config: Pick<AppConfig, 'JWT_SECRET' | 'JWT_JWKS_URL' | 'JWT_ISSUER' | 'JWT_AUDIENCE'>,
  request: TokenRequest,
): Promise<string> {
  if (config.JWT_JWKS_URL !== undefined) {
    throw new Error('JWT_JWKS_URL is set: tokens come from that identity provider');
  }
  if (config.JWT_SECRET === undefined) throw new Error('JWT_SECRET is not set, so no token can be signed');
  const now = Math.floor(wallClock().getTime() / 1000);
  return new SignJWT({
    scope: request.scopes.join(' '),
    ...(request.tenantId === undefined ? {} : { tenant: request.tenantId }),
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(request.subject)
    .setIssuer(config.JWT_ISSUER)
    .setAudience(config.JWT_AUDIENCE)
    .setIssuedAt(now)
    .setExpirationTime(now + request.ttlSeconds)
    .sign(new TextEncoder().encode(config.JWT_SECRET));
}
