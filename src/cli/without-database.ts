import { loadConfig } from '../config/app-config.ts';
import type { AppConfig } from '../config/app-config.ts';
import type { Program } from './program.ts';

/**
 * Makes a configuration for looking at the program without starting it: what is not looked at is filled with values
 * that are valid and never used.
 * @param program names the environment
 * @returns the configuration
 */
export function configWithoutDatabase(program: Program): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    HTTP_HOST: program.env['HTTP_HOST'],
    HTTP_PORT: program.env['HTTP_PORT'],
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    JWT_SECRET: 'who-only-looks-needs-no-secret-here',
    CREDENTIALS_KEYS: `none:${Buffer.alloc(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
  });
}
