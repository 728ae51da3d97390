import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../../src/config/read-environment.ts';
import { loadEtsyEnvironment } from '../../../../src/handlers/etsy/etsy.environment.ts';

describe("Etsy's section of the environment", () => {
  it('leads to Etsy by default, with a new application’s limits, and needs no key in development', () => {
    expect(loadEtsyEnvironment({})).toMatchObject({
      ETSY_API_URL: 'https://openapi.etsy.com',
      ETSY_SITE_URL: 'https://www.etsy.com',
      ETSY_CALLS_PER_SECOND: 10,
      ETSY_CALLS_PER_DAY: 10_000,
    });
  });

  it('takes addresses of a sandbox, without the slash at their end, and limits that Etsy has raised', () => {
    const raised = { ETSY_API_URL: 'http://127.0.0.1:4011/', ETSY_CALLS_PER_SECOND: '150' };
    expect(loadEtsyEnvironment(raised)).toMatchObject({
      ETSY_API_URL: 'http://127.0.0.1:4011',
      ETSY_CALLS_PER_SECOND: 150,
    });
  });

  it('names everything that production misses', () => {
    const production = { NODE_ENV: 'production', ETSY_AUTH_URL: 'http://127.0.0.1:1', ETSY_API_KEY: 'key' };
    expect(() => loadEtsyEnvironment(production)).toThrow(
      new ConfigurationError([
        'ETSY_SHARED_SECRET: is required in production',
        'ETSY_AUTH_URL: must use https in production',
      ]),
    );
  });

  it.each([{ ETSY_CALLS_PER_SECOND: '0' }, { ETSY_CALLS_PER_DAY: 'many' }])('refuses %j', (env) => {
    expect(() => loadEtsyEnvironment(env)).toThrow(ConfigurationError);
  });
});
