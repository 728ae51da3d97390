import { describe, expect, it } from '@jest/globals';
import { DemoProcess } from './support/demo-process.ts';

describe('the demo', () => {
  it('lists everything once on a failing marketplace, and says so in its exit code and its last line', async () => {
    const demo = new DemoProcess(['--products', '6', '--json']);

    const code = await demo.ended();

    expect({ code, log: demo.err }).toMatchObject({ code: 0 });
    expect(demo.json).toMatchObject({
      batches: 2,
      jobs: 12,
      completed: 10,
      failed: 0,
      expected_refusals: 2,
      listings: { ebay: 9 },
      sold_meanwhile: 1,
      listed_twice: 0,
      orphan_drafts: 0,
    });
    // The scripted faults leave four calls without a clear answer, whatever luck adds to them.
    expect(demo.json['reconciled']).toBeGreaterThanOrEqual(4);
    expect(demo.json['tasks']).toBeGreaterThan(10 * 7);
    expect(demo.err).toContain('eBay needs at least one picture.');
  }, 120_000);

  it('meets no fault and repeats nothing when it was asked for none', async () => {
    const demo = new DemoProcess(['--products', '3', '--json', '--no-faults']);

    const code = await demo.ended();

    expect({ code, log: demo.err }).toMatchObject({ code: 0 });
    expect(demo.json).toMatchObject({
      completed: 4,
      faults: 0,
      retries: 0,
      reconciled: 0,
      listings: { ebay: 4 },
      listed_twice: 0,
    });
  }, 120_000);
});
