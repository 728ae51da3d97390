import { describe, expect, it } from '@jest/globals';
import { DemoProcess } from './support/demo-process.ts';

const ACTS = [
  'import',
  'publish',
  'prices',
  'sales',
  'conflict',
  'relist',
  'drift',
  'token',
  'browser',
  'incomplete',
];

describe('a day of one seller', () => {
  it('goes as it should from morning to evening, and sold pieces are gone elsewhere within 5 s', async () => {
    const demo = new DemoProcess(['--day', '--json']);

    const code = await demo.ended();

    expect({ code, log: demo.err }).toMatchObject({ code: 0 });
    expect(demo.json).toMatchObject({
      acts: ACTS.map((name) => ({ name, ok: true, failure: null })),
      failed: 0,
      sales: 6,
    });
    expect(demo.json['delisted_p95_ms']).toBeLessThanOrEqual(5_000);
    expect(demo.json['seconds']).toBeLessThan(120);
    expect(demo.err).toContain('(by the periodic look)');
  }, 240_000);
});
