import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RequestCounts } from '../../../src/tenancy/throttling/request-counts.ts';

describe('counts of requests', () => {
  let counts: RequestCounts;
  const count = (key: string) => counts.increment(key);

  beforeEach(() => {
    jest.useFakeTimers();
    counts = new RequestCounts(2, 60_000);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('begin with the first request of a caller and with nobody else', async () => {
    await count('one');
    jest.advanceTimersByTime(20_000);
    expect(await count('one')).toMatchObject({ totalHits: 2, timeToExpire: 40, isBlocked: false });
    expect(await count('other')).toMatchObject({ totalHits: 1, timeToExpire: 60, isBlocked: false });
  });

  it('refuse what is too much until the window ends, however often it is tried', async () => {
    for (let n = 0; n < 5; n += 1) await count('one');
    jest.advanceTimersByTime(59_500);
    expect(await count('one')).toEqual({
      totalHits: 6,
      timeToExpire: 1,
      isBlocked: true,
      timeToBlockExpire: 1,
    });
    jest.advanceTimersByTime(500);
    expect(await count('one')).toMatchObject({ totalHits: 1, timeToExpire: 60, isBlocked: false });
  });
});
