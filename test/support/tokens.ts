import { SignJWT } from 'jose';

/** The secret of every test's tokens. It guards nothing. */
export const TEST_JWT_SECRET = 'a-secret-for-tests-that-is-long-enough-for-hs256';

/** What a test's token says; each part may be wrong on purpose, and `null` leaves a claim out. */
export interface TestTokenOptions {
  readonly tenant?: unknown;
  readonly scope?: unknown;
  readonly subject?: string | null;
  readonly secret?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now until it expires; negative for one that has. */
  readonly ttlSeconds?: number | null;
}

/**
 * Issues a token as an identity provider would, without the program's own code.
 * @param options what it says; by default a valid one of tenant 1 with scope `tenant`
 * @returns the compact JWT
 */
export async function issueTestToken(options: TestTokenOptions = {}): Promise<string> {
  const { tenant = 1, scope = 'tenant', subject = 'tester', ttlSeconds = 3600 } = options;
  const claims = Object.fromEntries(Object.entries({ tenant, scope }).filter(([, value]) => value !== null));
  const token = new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(options.issuer ?? 'stoflow')
    .setAudience(options.audience ?? 'stoflow-api')
    .setIssuedAt();
  if (subject !== null) token.setSubject(subject);
  if (ttlSeconds !== null) token.setExpirationTime(Math.floor(Date.now() / 1000) + ttlSeconds);
  return token.sign(new TextEncoder().encode(options.secret ?? TEST_JWT_SECRET));
}

/**
 * @param options as for {@link issueTestToken}
 * @returns the value of an `Authorization` header
 */
export async function bearer(options: TestTokenOptions = {}): Promise<string> {
  return `Bearer ${await issueTestToken(options)}`;
}
