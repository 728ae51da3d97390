import { SignJWT } from 'jose';

const SECRET = 'a-secret-of-the-benchmark-that-guards-nothing-at-all';

/**
 * @param url the database
 * @param further variables that differ
 * @returns the environment of a measured program
 */
export function benchEnvironment(
  url: string,
  further: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return {
    NODE_ENV: 'test',
    DATABASE_URL: url,
    JWT_SECRET: SECRET,
    CREDENTIALS_KEYS: `bench:${Buffer.alloc(32).toString('base64')}`,
    LOG_LEVEL: 'error',
    ...further,
  };
}

/**
 * @param tenant its id
 * @returns the value of an `Authorization` header that is good for an hour
 */
export async function bearer(tenant: number): Promise<string> {
  const token = await new SignJWT({ tenant, scope: 'tenant' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('stoflow')
    .setAudience('stoflow-api')
    .setSubject('bench')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET));
  return `Bearer ${token}`;
}
