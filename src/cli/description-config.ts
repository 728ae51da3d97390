import { loadConfig } from '../config/app-config.ts';
import type { AppConfig } from '../config/app-config.ts';

/**
 * Makes a configuration with which the program can be put together to be described, though not run: everything but
 * the address is filled with values that are valid and never used.
 * @param env the variables, of which only `HTTP_HOST` and `HTTP_PORT` are read
 * @returns the configuration
 * @throws {ConfigurationError} for an address that is none
 */
export function descriptionConfig(env: Readonly<Record<string, string | undefined>>): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    HTTP_HOST: env['HTTP_HOST'],
    HTTP_PORT: env['HTTP_PORT'],
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    JWT_SECRET: 'the-openapi-document-needs-no-secret',
    CREDENTIALS_KEYS: `none:${Buffer.alloc(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
  });
}
