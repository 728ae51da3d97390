import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Clock } from '../../../src/common/clock.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';
import type { InstanceFacts, Instances } from '../../../src/queue/instances.ts';

class HandClock extends Clock {
  ms = 0;
  override monotonicMs(): number {
    return this.ms;
  }
  override now(): Date {
    return new Date(0);
  }
  override random(): number {
    return 0;
  }
}

/** The table of instances, on a line that is as slow and as unreliable as a test wants. */
class Registry {
  readonly entered: string[] = [];
  readonly left: string[] = [];
  renewals = 0;
  answer: 'ok' | 'lost' | 'down' = 'ok';
  takesMs = 0;

  constructor(private readonly clock: HandClock) {}

  register(instance: InstanceFacts): Promise<void> {
    this.clock.ms += this.takesMs;
    this.entered.push(instance.id);
    return Promise.resolve();
  }

  renew(): Promise<boolean> {
    this.renewals += 1;
    this.clock.ms += this.takesMs;
    if (this.answer === 'down') return Promise.reject(new Error('the database cannot be reached'));
    return Promise.resolve(this.answer === 'ok');
  }

  leave(id: string): Promise<void> {
    this.left.push(id);
    return Promise.resolve();
  }
}

describe('the lease of an instance', () => {
  let clock: HandClock;
  let registry: Registry;
  let lease: InstanceLease;

  beforeEach(async () => {
    Logger.overrideLogger(false);
    clock = new HandClock();
    registry = new Registry(clock);
    lease = new InstanceLease(registry as unknown as Instances, clock, loadConfig({ LEASE_SECONDS: '30' }));
    await lease.begin();
  });

  it('is alive until its time is over, and no longer', () => {
    clock.ms = 29_999;
    expect(lease.alive).toBe(true);
    clock.ms = 30_000;
    expect(lease.alive).toBe(false);
  });

  it('counts from the start of the renewal, not from its answer', async () => {
    clock.ms = 10_000;
    registry.takesMs = 5000;
    await lease.renew();
    registry.takesMs = 0;
    clock.ms = 39_999;
    expect(lease.alive).toBe(true);
    clock.ms = 40_000;
    expect(lease.alive).toBe(false);
  });

  it('counts from the start of its first entry as well', async () => {
    const slow = new Registry(clock);
    slow.takesMs = 4000;
    const other = new InstanceLease(slow as unknown as Instances, clock, loadConfig({ LEASE_SECONDS: '30' }));
    await other.begin();
    clock.ms = 30_000;
    expect(other.alive).toBe(false);
  });

  it('covers a short call without asking anyone', async () => {
    clock.ms = 10_000;
    expect(await lease.outlasts(19_999)).toBe(true);
    expect(registry.renewals).toBe(0);
  });

  it('is renewed before a call that it would not outlast', async () => {
    clock.ms = 10_000;
    expect(await lease.outlasts(20_000)).toBe(true);
    expect(registry.renewals).toBe(1);
  });

  it('covers no call that is longer than the whole lease', async () => {
    expect(await lease.outlasts(30_000)).toBe(false);
    expect(lease.longestCallMs).toBeLessThan(30_000);
  });

  it('that was lost tells everything under it to stop and begins anew under another id', async () => {
    const { id, lost } = lease;
    registry.answer = 'lost';
    await lease.renew();
    expect(lost.aborted).toBe(true);
    expect(lease.id).not.toBe(id);
    expect(lease.lost.aborted).toBe(false);
    expect(lease.alive).toBe(true);
    expect(registry.entered).toEqual([id, lease.id]);
  });

  it('covers no call of those who lost it, although the new one would last', async () => {
    clock.ms = 25_000;
    registry.answer = 'lost';
    expect(await lease.outlasts(10_000)).toBe(false);
    expect(lease.alive).toBe(true);
  });

  it('outlives a database that cannot be reached for a while', async () => {
    registry.answer = 'down';
    clock.ms = 20_000;
    await expect(lease.renew()).rejects.toThrow('cannot be reached');
    expect(lease.lost.aborted).toBe(false);
    expect(lease.alive).toBe(true);
  });

  it('ends when the database could not be reached for all of its time, and begins anew afterwards', async () => {
    const { id, lost } = lease;
    registry.answer = 'down';
    clock.ms = 30_000;
    await expect(lease.renew()).rejects.toThrow('cannot be reached');
    expect(lost.aborted).toBe(true);
    expect(lease.alive).toBe(false);
    registry.answer = 'ok';
    await lease.renew();
    expect(lease.id).not.toBe(id);
    expect(lease.alive).toBe(true);
  });

  it('is asked for once by many who need it at the same time', async () => {
    await Promise.all([lease.renew(), lease.renew(), lease.renew()]);
    expect(registry.renewals).toBe(1);
  });

  it('is given up at the end', async () => {
    const { id } = lease;
    await lease.end();
    expect(registry.left).toEqual([id]);
  });
});
