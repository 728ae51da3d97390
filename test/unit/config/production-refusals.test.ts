import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/app-config.ts';
import { ConfigurationError } from '../../../src/config/read-environment.ts';

const GOOD = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://u:p@db/stoflow',
  JWT_SECRET: 'x'.repeat(32),
  CREDENTIALS_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
};

describe('production', () => {
  it('starts with a database, a way to check tokens and a key', () => {
    expect(loadConfig(GOOD).NODE_ENV).toBe('production');
  });

  it('takes a key set of an identity provider instead of a secret', () => {
    const config = loadConfig({ ...GOOD, JWT_SECRET: undefined, JWT_JWKS_URL: 'https://id.example/jwks' });
    expect(config.JWT_SECRET).toBeUndefined();
  });

  it.each([
    ['DATABASE_URL', { DATABASE_URL: undefined }],
    ['JWT_SECRET', { JWT_SECRET: undefined }],
    ['CREDENTIALS_KEYS', { CREDENTIALS_KEYS: '' }],
    ['TIME_SCALE', { TIME_SCALE: '0.5' }],
    ['CLOCK_OFFSET_MS', { CLOCK_OFFSET_MS: '-1000' }],
    ['PICTURE_ORIGINS', { PICTURE_ORIGINS: 'http://127.0.0.1:8080' }],
    ['WEBHOOK_ORIGINS', { WEBHOOK_ORIGINS: 'http://127.0.0.1:8080' }],
    ['UNSAFE_SKIP_RECONCILE', { UNSAFE_SKIP_RECONCILE: 'true' }],
  ])('refuses to start with a wrong %s', (name, wrong) => {
    const start = (): unknown => loadConfig({ ...GOOD, ...wrong });
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(name);
  });

  it.each(['development', 'test'])('%s may do all of that', (NODE_ENV) => {
    const env = { NODE_ENV, TIME_SCALE: '0.5', UNSAFE_SKIP_RECONCILE: '1', PICTURE_ORIGINS: 'http://x' };
    expect(loadConfig(env).TIME_SCALE).toBe(0.5);
  });
});
