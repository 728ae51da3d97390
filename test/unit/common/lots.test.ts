import { beforeEach, describe, expect, it } from '@jest/globals';
import { Lots } from '../../../src/common/lots.ts';

class Undone extends Error {}

describe('lots', () => {
  let carried: string[];
  let gates: (() => void)[];

  beforeEach(() => {
    carried = [];
    gates = [];
  });

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  /** Carries a lot when its gate is opened; an item `bad` fails its lot. */
  const gated = (atOnce: number, most = 10): Lots<string, string, string> =>
    new Lots(
      async (key, items) => {
        carried.push(`${key}: ${items.join(' ')}`);
        await new Promise<void>((resolve) => gates.push(resolve));
        return items.map((item) => item.toUpperCase());
      },
      { most, atOnce },
    );

  it('carry together what comes in at the same moment, and give each its own result', async () => {
    const lots = gated(1);
    const results = Promise.all([lots.add('a', 'x'), lots.add('a', 'y')]);
    await turn();
    gates[0]?.();
    expect(await results).toEqual(['X', 'Y']);
    expect(carried).toEqual(['a: x y']);
  });

  it('carry together what comes in while another lot is under way, in lots of the largest size', async () => {
    const lots = gated(1, 2);
    const all = [lots.add('a', '1')];
    await turn();
    for (const item of ['2', '3', '4']) all.push(lots.add('a', item));
    await turn();
    expect(carried).toEqual(['a: 1']);
    for (let index = 0; index < 3; index += 1) {
      gates[index]?.();
      await turn();
      await turn();
    }
    expect(await Promise.all(all)).toEqual(['1', '2', '3', '4']);
    expect(carried).toEqual(['a: 1', 'a: 2 3', 'a: 4']);
  });

  it('of different keys do not wait for each other', async () => {
    const lots = gated(1);
    void lots.add('a', 'x');
    void lots.add('b', 'y');
    await turn();
    expect(carried).toEqual(['a: x', 'b: y']);
    gates.forEach((open) => open());
  });

  it('of one key are under way at once as often as they may be', async () => {
    const lots = gated(2);
    for (const item of ['x', 'y', 'z']) {
      void lots.add('a', item);
      await turn();
    }
    expect(carried).toEqual(['a: x', 'a: y']);
    gates.forEach((open) => open());
    await turn();
    await turn();
    expect(carried).toEqual(['a: x', 'a: y', 'a: z']);
    gates.forEach((open) => open());
  });

  const failing = (error: Error): Lots<string, string, string> =>
    new Lots(
      async (_key, items) => {
        await turn();
        carried.push(items.join(' '));
        if (items.includes('bad')) throw error;
        return items;
      },
      { most: 10, atOnce: 1 },
      (thrown) => thrown instanceof Undone,
    );

  it('that were undone are carried again one by one, so that what is bad fails alone', async () => {
    const lots = failing(new Undone('no'));
    const results = await Promise.allSettled(['x', 'bad', 'y'].map((item) => lots.add('a', item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(carried).toEqual(['x bad y', 'x', 'bad', 'y']);
  });

  it('of which nobody knows what became fail as a whole', async () => {
    const lots = failing(new Error('the connection is gone'));
    const results = await Promise.allSettled(['x', 'bad'].map((item) => lots.add('a', item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(carried).toEqual(['x bad']);
    expect(await lots.add('a', 'later')).toBe('later');
  });
});
