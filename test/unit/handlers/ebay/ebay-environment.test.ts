import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../../src/config/read-environment.ts';
import { loadEbayEnvironment } from '../../../../src/handlers/ebay/ebay.environment.ts';

describe("eBay's section of the environment", () => {
  it('leads to eBay by default, and needs no key in development', () => {
    expect(loadEbayEnvironment({})).toMatchObject({
      EBAY_API_URL: 'https://api.ebay.com',
      EBAY_MEDIA_URL: 'https://apim.ebay.com',
      EBAY_CONSENT_URL: 'https://auth.ebay.com',
      EBAY_IDENTITY_URL: 'https://apiz.ebay.com',
    });
  });

  it('takes addresses of a sandbox, without the slash at their end', () => {
    expect(loadEbayEnvironment({ EBAY_API_URL: 'http://127.0.0.1:4010/' }).EBAY_API_URL).toBe(
      'http://127.0.0.1:4010',
    );
  });

  it('names everything that production misses', () => {
    const production = {
      NODE_ENV: 'production',
      EBAY_AUTH_URL: 'http://127.0.0.1:1',
      EBAY_IDENTITY_URL: 'http://127.0.0.1:2',
      EBAY_CLIENT_ID: 'app',
    };
    expect(() => loadEbayEnvironment(production)).toThrow(
      new ConfigurationError([
        'EBAY_CLIENT_SECRET: is required in production',
        'EBAY_AUTH_URL: must use https in production',
        'EBAY_IDENTITY_URL: must use https in production',
      ]),
    );
  });
});
