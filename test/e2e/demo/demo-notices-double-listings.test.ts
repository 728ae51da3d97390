import { describe, expect, it } from '@jest/globals';
import { DemoProcess } from './support/demo-process.ts';

describe('the demo of a server that repeats unknown outcomes without looking', () => {
  it('fails, since pieces are listed twice or left behind on each marketplace', async () => {
    const demo = new DemoProcess(['--products', '6', '--json', '--skip-reconcile']);

    const code = await demo.ended();

    expect({ code, log: demo.err }).toMatchObject({ code: 1 });
    expect(demo.json).toMatchObject({ reconciled: 0, sold_meanwhile: 1 });
    expect(demo.json['listed_twice']).toBeGreaterThanOrEqual(2);
    expect(demo.err).toMatch(/listed twice on Vinted/);
    expect(demo.err).toMatch(/1 listed twice on eBay: \w+ was sold while its publication hung/);
    expect(demo.err).toMatch(/drafts were left behind on Etsy/);
  }, 120_000);
});
