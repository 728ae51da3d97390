import { describe, expect, it } from '@jest/globals';
import { DemoProcess } from './support/demo-process.ts';

describe('the demo of a server that repeats unknown outcomes without looking', () => {
  it('fails, since a sold piece is listed a second time', async () => {
    const demo = new DemoProcess(['--products', '6', '--json', '--skip-reconcile']);

    const code = await demo.ended();

    expect({ code, log: demo.err }).toMatchObject({ code: 1 });
    expect(demo.json).toMatchObject({ reconciled: 0, sold_meanwhile: 1, listed_twice: 1 });
    expect(demo.err).toMatch(/1 listed twice: \w+ was sold while its publication hung/);
  }, 120_000);
});
