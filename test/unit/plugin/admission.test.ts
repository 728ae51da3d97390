import { describe, expect, it } from '@jest/globals';
import { addressOf } from '../../../src/plugin/connection/address-of.ts';
import type { Origin } from '../../../src/plugin/connection/address-of.ts';
import { FailureBudget } from '../../../src/plugin/connection/failure-budget.ts';
import { networkOf } from '../../../src/common/http/network-of.ts';
import { TokenBucket } from '../../../src/plugin/connection/token-bucket.ts';
import { Turnstile } from '../../../src/plugin/connection/turnstile.ts';

describe('a token bucket', () => {
  it('gives a burst at once, and then as many a second', () => {
    const bucket = new TokenBucket(3, 2);
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([true, true, true, false]);
    expect([499, 500, 600].map((now) => bucket.take(now))).toEqual([false, true, false]);
    expect(Array.from({ length: 5 }, () => bucket.take(60_000)).filter(Boolean)).toHaveLength(3);
  });
});

describe('a budget of failures', () => {
  it('is spent by failures alone, for each key apart, and comes back with time', () => {
    const budget = new FailureBudget(2, 1);
    expect(budget.isSpent('a', 0)).toBe(false);
    budget.spend('a', 0);
    budget.spend('a', 0);
    expect([budget.isSpent('a', 0), budget.isSpent('b', 0)]).toEqual([true, false]);
    expect(budget.isSpent('a', 1000)).toBe(false);
  });

  it('remembers ten thousand keys and no more', () => {
    const budget = new FailureBudget(1, 0);
    for (let key = 0; key <= 10_000; key += 1) budget.spend(key, 0);
    expect([0, 1, 10_000].map((key) => budget.isSpent(key, 0))).toEqual([false, true, true]);
  });
});

describe('a turnstile', () => {
  it('lets so many in at once, in their order, also after a failure', async () => {
    const turnstile = new Turnstile(2);
    const events: string[] = [];
    const ends: (() => void)[] = [];
    const works = ['a', 'b', 'c', 'd'].map((name) =>
      turnstile.through(async () => {
        events.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (name === 'a') throw new Error('no');
      }),
    );
    const failed = expect(works[0]).rejects.toThrow('no');
    await Promise.resolve();
    expect(events).toEqual(['a', 'b']);
    ends[0]?.();
    await failed;
    expect(events).toEqual(['a', 'b', 'c']);
    ends[1]?.();
    await works[1];
    for (const end of ends) end();
    await Promise.all(works.slice(1));
    expect(events).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('whom limits by address are for', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:50123', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1%eth0', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the address of a browser', () => {
  const request = (forwarded?: string): Origin => ({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress: '10.0.0.9' },
  });

  it.each([
    ['its own where no proxy is trusted', '1.1.1.1', 0, '10.0.0.9'],
    ['what the only proxy saw, not what the client wrote', '6.6.6.6, 2.2.2.2', 1, '2.2.2.2'],
    ['what the first of two saw', '6.6.6.6, 2.2.2.2, 3.3.3.3', 2, '2.2.2.2'],
    ['what there is where fewer proxies were passed', '2.2.2.2', 3, '2.2.2.2'],
    ['its own where no proxy has written anything', undefined, 1, '10.0.0.9'],
  ])('is %s', (_what, header, proxies, address) => {
    expect(addressOf(request(header), proxies)).toBe(address);
  });
});
