import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/app-config.ts';
import { ConfigurationError } from '../../../src/config/read-environment.ts';

const problemsOf = (env: Record<string, string | undefined>): string => {
  try {
    loadConfig(env);
    return '';
  } catch (error: unknown) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message;
  }
};

describe('the environment', () => {
  it('has a default for everything, and empty text counts as absent', () => {
    const config = loadConfig({ HTTP_PORT: '', DATABASE_URL: undefined, CREDENTIALS_KEYS: '' });
    expect(config).toMatchObject({
      NODE_ENV: 'development',
      HTTP_PORT: 3000,
      ROLE: 'all',
      WAKE: 'notify',
      TIME_SCALE: 1,
      CREDENTIALS_KEYS: [],
      UNSAFE_SKIP_RECONCILE: false,
    });
    expect(config.DATABASE_URL).toBeUndefined();
  });

  it('is read with its types', () => {
    expect(
      loadConfig({
        HTTP_PORT: '0',
        TIME_SCALE: '0.1',
        LEASE_SECONDS: '30',
        CREDENTIALS_KEYS: 'a:1, b:2',
        UNSAFE_SKIP_RECONCILE: 'true',
        DATABASE_URL: 'postgres://u:p@localhost:5432/x',
      }),
    ).toMatchObject({
      HTTP_PORT: 0,
      TIME_SCALE: 0.1,
      leaseMs: 3000,
      CREDENTIALS_KEYS: ['a:1', 'b:2'],
      UNSAFE_SKIP_RECONCILE: true,
    });
  });

  it('shrinks durations by the scale, upwards to whole milliseconds', () => {
    const config = loadConfig({ TIME_SCALE: '0.01' });
    expect([config.scaled(1000), config.scaled(1), config.scaled(0)]).toEqual([10, 1, 0]);
  });

  it.each([
    ['NODE_ENV', 'staging'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DATABASE_URL', 'localhost/x'],
    ['DB_POOL_MAX', '1'],
    ['DB_POOL_MAX', '51'],
    ['DB_POOL_MAX', 'many'],
    ['HTTP_PORT', '65536'],
    ['HTTP_PORT', '-1'],
    ['HTTP_PORT', '80.5'],
    ['ROLE', 'boss'],
    ['JWT_SECRET', 'short'],
    ['TIME_SCALE', '0'],
    ['TIME_SCALE', '2'],
    ['CLOCK_OFFSET_MS', '86400001'],
    ['CLOCK_OFFSET_MS', '0.5'],
    ['WAKE', 'never'],
    ['MAX_RUNNING_JOBS', '0'],
    ['LEASE_SECONDS', '0'],
    ['LEASE_SECONDS', '301'],
    ['THROTTLE_PER_MINUTE', '0'],
    ['UNSAFE_SKIP_RECONCILE', 'yes'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s and names it', (name, value) => {
    expect(problemsOf({ [name]: value })).toContain(`${name}: `);
  });

  it('names every wrong variable at once', () => {
    const problems = problemsOf({ HTTP_PORT: 'x', ROLE: 'y' });
    expect(problems).toContain('HTTP_PORT: ');
    expect(problems).toContain('ROLE: ');
  });
});
