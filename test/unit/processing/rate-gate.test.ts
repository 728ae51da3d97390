import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/app-config.ts';
import type { HandlerRegistry } from '../../../src/handlers/registry/handler-registry.ts';
import type { ActionType } from '../../../src/ledger/action-catalogue.ts';
import { RateGate } from '../../../src/processing/rate-gate.ts';
import type { Bucket, RateBuckets } from '../../../src/queue/rate-buckets.ts';

const type: ActionType = {
  id: 1,
  marketplace: 'm',
  code: 'publish',
  name: 'Publish',
  description: '',
  priority: 3,
  isBatch: false,
  rateLimitMs: 2000,
  maxAttempts: 3,
  timeoutSeconds: 30,
  backoff: { baseMs: 1, capMs: 2 },
  needsPlugin: false,
  everySeconds: null,
};
const lane = { tenantId: 3, accountId: 7 };

/** Buckets that remember who asked and answer as told. */
class Buckets {
  readonly asked: (Bucket & { patienceMs: number })[] = [];
  readonly blocked: (Bucket & { milliseconds: number })[] = [];
  readonly answers = new Map<string, { taken: boolean; waitMs: number }>();

  take(bucket: Bucket, patienceMs: number): Promise<{ taken: boolean; waitMs: number }> {
    this.asked.push({ ...bucket, patienceMs });
    return Promise.resolve(this.answers.get(bucket.scope) ?? { taken: true, waitMs: 0 });
  }

  block(bucket: Bucket, milliseconds: number): Promise<void> {
    this.blocked.push({ ...bucket, milliseconds });
    return Promise.resolve();
  }
}

describe('the tokens of a step', () => {
  let buckets: Buckets;
  let gate: RateGate;

  beforeEach(() => {
    buckets = new Buckets();
    const registry = {
      adapter: () => ({
        rateScopes: {
          app: { per: 'application', capacity: 10, refillPerSecond: 5 },
          media: { per: 'account', capacity: 2, refillPerSecond: 1 },
        },
      }),
    };
    gate = new RateGate(
      buckets as unknown as RateBuckets,
      registry as unknown as HandlerRegistry,
      loadConfig({ TIME_SCALE: '0.5' }),
    );
  });

  it('are its scopes, shared by all or by the account, and the pace of its action', async () => {
    await gate.admit(type, lane, { taskType: 'direct_http', rate: ['app', 'media'] });
    expect(buckets.asked).toEqual([
      { scope: 'm/app/all', capacity: 10, refillPerSecond: 5, patienceMs: 5000 },
      { scope: 'm/media/3/7', capacity: 2, refillPerSecond: 1, patienceMs: 5000 },
      // One call in two seconds; this run is twice as fast.
      { scope: 'm/pace/3/7', capacity: 1, refillPerSecond: 1, patienceMs: 5000 },
    ]);
  });

  it.each([
    ['direct_http', [], 2000, true],
    ['plugin_http', [], 2000, true],
    ['db_operation', [], 2000, false],
    ['file_operation', [], 2000, false],
    ['direct_http', [], 0, false],
    ['db_operation', ['app'], 0, true],
  ] as const)(
    'of type %s with scopes %j and a pace of %d ms: %s',
    (taskType, rate, rateLimitMs, concerned) => {
      expect(gate.concerns({ ...type, rateLimitMs }, { taskType, rate })).toBe(concerned);
    },
  );

  it('open the gate after the longest of their waits', async () => {
    buckets.answers.set('m/app/all', { taken: true, waitMs: 700 });
    buckets.answers.set('m/media/3/7', { taken: true, waitMs: 200 });
    const admission = await gate.admit(type, lane, { taskType: 'db_operation', rate: ['app', 'media'] });
    expect(admission).toEqual({ open: true, waitMs: 700 });
  });

  it('keep the gate shut when one is not to be had, and spend none after it', async () => {
    buckets.answers.set('m/app/all', { taken: false, waitMs: 9000 });
    const admission = await gate.admit(type, lane, { taskType: 'direct_http', rate: ['app', 'media'] });
    expect(admission).toEqual({ open: false, waitMs: 9000 });
    expect(buckets.asked).toHaveLength(1);
  });

  it('are blocked in the budget that was exhausted', async () => {
    await gate.block(type, lane, 'media', 1234);
    expect(buckets.blocked).toEqual([
      { scope: 'm/media/3/7', capacity: 2, refillPerSecond: 1, milliseconds: 1234 },
    ]);
  });

  it('of a scope that the marketplace does not have are a mistake', async () => {
    await expect(gate.admit(type, lane, { taskType: 'direct_http', rate: ['typo'] })).rejects.toThrow('typo');
  });
});
