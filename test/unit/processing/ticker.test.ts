import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Logger } from '@nestjs/common';
import { Ticker } from '../../../src/common/ticker.ts';

describe('chores', () => {
  let ticker: Ticker;

  beforeEach(() => {
    Logger.overrideLogger(false);
    jest.useFakeTimers();
    ticker = new Ticker(new SchedulerRegistry());
  });
  afterEach(async () => {
    jest.useRealTimers();
    await ticker.stop();
  });

  it('that fail run again at the next tick, whether they throw or reject', async () => {
    let runs = 0;
    ticker.every('failing', 100, () => {
      runs += 1;
      if (runs === 1) throw new Error('at once');
      return runs === 2 ? Promise.reject(new Error('later')) : Promise.resolve();
    });
    await jest.advanceTimersByTimeAsync(350);
    expect(runs).toBe(3);
  });

  it('never overlap with themselves, and others go on meanwhile', async () => {
    let begun = 0;
    let others = 0;
    let finish: () => void = () => undefined;
    ticker.every('slow', 100, () => {
      begun += 1;
      return new Promise<void>((resolve) => (finish = resolve));
    });
    ticker.every('quick', 100, () => {
      others += 1;
      return Promise.resolve();
    });
    await jest.advanceTimersByTimeAsync(550);
    expect([begun, others]).toEqual([1, 5]);
    finish();
    await jest.advanceTimersByTimeAsync(100);
    expect(begun).toBe(2);
    finish();
  });

  it('are waited for when the program stops, and do not begin again', async () => {
    let finished = false;
    let runs = 0;
    let finish: () => void = () => undefined;
    ticker.every('slow', 100, async () => {
      runs += 1;
      await new Promise<void>((resolve) => (finish = resolve));
      finished = true;
    });
    await jest.advanceTimersByTimeAsync(150);
    const stopped = ticker.stop().then(() => finished);
    finish();
    expect(await stopped).toBe(true);
    await jest.advanceTimersByTimeAsync(1000);
    expect(runs).toBe(1);
  });
});
