import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Releaser } from '../../../src/processing/releaser.ts';
import type { Settle, Settled } from '../../../src/queue/settle.ts';

const settled = (jobId: number): Settled => ({
  lease: {
    tenantId: 1,
    accountId: 1,
    jobId,
    productId: null,
    batchId: null,
    epoch: 1,
    owner: '00000000-0000-0000-0000-000000000001',
    recoveries: 0,
  },
  settlement: { to: 'gone' },
});

/** A database that takes a lot when the test says so. */
class SlowDatabase {
  readonly lots: number[][] = [];
  readonly answers: { resolve: () => void; reject: (error: Error) => void }[] = [];

  apply(lot: readonly Settled[]): Promise<number> {
    this.lots.push(lot.map(({ lease }) => lease.jobId));
    return new Promise((resolve, reject) => {
      this.answers.push({
        resolve: () => {
          resolve(lot.length);
        },
        reject,
      });
    });
  }
}

describe('ending leases', () => {
  let database: SlowDatabase;
  let releaser: Releaser;

  beforeEach(() => {
    Logger.overrideLogger(false);
    jest.useFakeTimers();
    database = new SlowDatabase();
    releaser = new Releaser(database as unknown as Settle);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('happens in lots: what comes in meanwhile makes the next one', async () => {
    const first = releaser.add(settled(1));
    await jest.advanceTimersByTimeAsync(0);
    const second = releaser.add(settled(2));
    const third = releaser.add(settled(3));
    await jest.advanceTimersByTimeAsync(0);
    expect(database.lots).toEqual([[1]]);
    database.answers[0]?.resolve();
    await first;
    await jest.advanceTimersByTimeAsync(0);
    expect(database.lots).toEqual([[1], [2, 3]]);
    database.answers[1]?.resolve();
    await Promise.all([second, third]);
    expect(database.lots).toHaveLength(2);
  });

  it('is tried again when the database does not take a lot, and nobody is told before', async () => {
    let over = false;
    const adding = releaser.add(settled(1)).then(() => (over = true));
    await jest.advanceTimersByTimeAsync(0);
    database.answers[0]?.reject(new Error('the connection broke'));
    await jest.advanceTimersByTimeAsync(499);
    expect([database.lots.length, over]).toEqual([1, false]);
    const late = releaser.add(settled(2));
    await jest.advanceTimersByTimeAsync(0);
    expect(database.lots).toEqual([[1], [2]]);
    database.answers[1]?.resolve();
    await late;
    await jest.advanceTimersByTimeAsync(2);
    expect(database.lots).toEqual([[1], [2], [1]]);
    expect(over).toBe(false);
    database.answers[2]?.resolve();
    await adding;
    expect(over).toBe(true);
  });
});
