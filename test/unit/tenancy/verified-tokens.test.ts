import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { wallClock } from '../../../src/common/clock.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import type { Principal } from '../../../src/tenancy/auth/principal.ts';
import { VerifiedTokens } from '../../../src/tenancy/auth/verified-tokens.ts';

describe('a token that was found to be good', () => {
  let tokens: VerifiedTokens;

  beforeEach(() => {
    jest.useFakeTimers();
    tokens = new VerifiedTokens();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const until = (seconds: number): Principal => ({
    subject: 'ada',
    tenant: tenantRef(3),
    scopes: new Set(['tenant']),
    expiresAt: new Date(wallClock().getTime() + seconds * 1000),
  });

  it('is believed for five seconds, and looked at again after them', () => {
    const principal = until(3600);
    tokens.add('a', principal);
    jest.advanceTimersByTime(4999);
    expect(tokens.get('a')).toBe(principal);
    jest.advanceTimersByTime(1);
    expect(tokens.get('a')).toBeUndefined();
  });

  it('is not believed beyond its own end', () => {
    tokens.add('a', until(2));
    jest.advanceTimersByTime(1900);
    expect(tokens.get('a')).toBeDefined();
    jest.advanceTimersByTime(200);
    expect(tokens.get('a')).toBeUndefined();
  });

  it('says nothing of another one', () => {
    tokens.add('a', until(3600));
    expect(tokens.get('b')).toBeUndefined();
  });

  it('makes room for others: ten thousand are remembered, the newest', () => {
    for (let index = 0; index <= 10_000; index += 1) tokens.add(String(index), until(3600));
    expect([tokens.get('0'), tokens.get('1')]).toEqual([undefined, expect.anything()]);
  });
});
