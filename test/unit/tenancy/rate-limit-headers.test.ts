import { describe, expect, it } from '@jest/globals';
import { rateLimitHeaders } from '../../../src/tenancy/throttling/rate-limit-headers.ts';

const allowance = { limit: 600, windowSeconds: 60, hits: 1, secondsLeft: 42, isRefused: false };

describe('the headers of the rate limit', () => {
  it('say what may be asked for and what is left of it', () => {
    expect(rateLimitHeaders(allowance)).toEqual({
      'RateLimit-Policy': '"requests";q=600;w=60',
      RateLimit: '"requests";r=599;t=42',
    });
  });

  it('never promise less than nothing', () => {
    expect(rateLimitHeaders({ ...allowance, hits: 601 })['RateLimit']).toBe('"requests";r=0;t=42');
  });

  it('say to a caller who is refused when to come again', () => {
    expect(rateLimitHeaders({ ...allowance, hits: 601, secondsLeft: 17, isRefused: true })).toEqual({
      'RateLimit-Policy': '"requests";q=600;w=60',
      RateLimit: '"requests";r=0;t=17',
      'Retry-After': '17',
    });
  });
});
