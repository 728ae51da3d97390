import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { relistMeeting, wellRelisted } from './relistings.ts';
import type { Cell } from './relistings.ts';
import { VintedBench } from './vinted-bench.ts';

const CELLS: readonly Cell[] = [
  ['vinted.photo.upload', 'send:result', 'drop'],
  ['vinted.photo.upload', 'write:after', 'die_after'],
  ['vinted.item.delete', 'receive:command', 'cut_after'],
  ['vinted.item.delete', 'send:result', 'drop'],
  ['vinted.item.delete', 'receive:acknowledged', 'cut_before'],
  ['vinted.item.delete', 'journal:started', 'die_after'],
  ['vinted.item.delete', 'write:before', 'die_after'],
  ['vinted.item.delete', 'write:after', 'die_after'],
  ['vinted.item.delete', 'act:after', 'cut_after'],
  ['vinted.item.delete', 'journal:ended', 'die_after'],
];

describe('relisting on Vinted when the browser goes while it uploads or deletes', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('ends with one item and no other, whenever it happens', async () => {
    const relisted = [];
    for (let from = 0; from < CELLS.length; from += 5) {
      const together = CELLS.slice(from, from + 5);
      relisted.push(...(await Promise.all(together.map((cell) => relistMeeting(bench, cell)))));
    }
    expect(relisted).toEqual(CELLS.map(wellRelisted));
  }, 180_000);
});
