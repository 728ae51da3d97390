import { describe, expect, it } from '@jest/globals';
import { retryAfterMs } from '../../../../src/handlers/http/retry-after.ts';

describe('the Retry-After header', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 01 Jan 1970 00:00:30 GMT', 20_000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j means a wait of %s ms', (value, expected) => {
    expect(retryAfterMs(value, 10_000)).toBe(expected);
  });
});
