import { loadConfig } from '../../src/config/app-config.ts';
import type { AppConfig } from '../../src/config/app-config.ts';
import { TEST_JWT_SECRET } from './tokens.ts';

/** The key of credentials in tests: 32 bytes of 7. */
export const TEST_CREDENTIALS_KEY = Buffer.alloc(32, 7).toString('base64');

/**
 * @param env variables that differ from a test's usual ones
 * @returns a validated configuration for tests
 */
export function testConfig(env: Readonly<Record<string, string>>): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    RECURRING: 'false',
    HTTP_PORT: '0',
    ROLE: 'api',
    DB_POOL_MAX: '5',
    JWT_SECRET: TEST_JWT_SECRET,
    CREDENTIALS_KEYS: `test:${TEST_CREDENTIALS_KEY}`,
    LOG_LEVEL: 'info',
    ...env,
  });
}
