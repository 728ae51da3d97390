import { SignJWT } from 'jose';

/** What a token of the demo says. */
export interface DemoToken {
  readonly scope: 'admin' | 'tenant';
  readonly tenant?: number;
}

/**
 * Signs a bearer token, as the identity provider of a real installation would.
 * @param secret the server's JWT_SECRET
 * @param claims for whom
 * @returns the compact JWT, good for a day
 */
export async function signToken(secret: string, claims: DemoToken): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject('demo')
    .setIssuer('stoflow')
    .setAudience('stoflow-api')
    .setIssuedAt()
    .setExpirationTime('24h')
    .sign(new TextEncoder().encode(secret));
}
