import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { relistMeeting, wellRelisted } from './relistings.ts';
import type { Cell } from './relistings.ts';
import { VintedBench } from './vinted-bench.ts';

const MOMENTS: readonly (readonly [moment: string, fault: string])[] = [
  ['receive:command', 'cut_before'],
  ['receive:command', 'die_after'],
  ['send:accepted', 'drop'],
  ['send:result', 'cut_before'],
  ['send:result', 'drop'],
  ['send:result', 'die_after'],
  ['receive:acknowledged', 'cut_after'],
  ['journal:received', 'die_after'],
  ['journal:started', 'cut_after'],
  ['journal:started', 'die_after'],
  ['write:before', 'die_after'],
  ['write:after', 'cut_after'],
  ['write:after', 'die_after'],
  ['act:after', 'die_after'],
  ['journal:ended', 'cut_after'],
  ['journal:ended', 'die_after'],
];

describe('relisting on Vinted when the browser goes while it creates the copy', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second copy away.
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  it('ends with one item and no other, whenever it happens', async () => {
    const cells = MOMENTS.map(([moment, fault]): Cell => ['vinted.item.create', moment, fault]);
    const relisted = [];
    for (let from = 0; from < cells.length; from += 4) {
      const together = cells.slice(from, from + 4);
      relisted.push(...(await Promise.all(together.map((cell) => relistMeeting(bench, cell)))));
    }
    expect(relisted).toEqual(cells.map(wellRelisted));
  }, 180_000);
});
