import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { liveProduct } from './deletions.ts';
import { formOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

type Cell = readonly [command: string, moment: string, fault: string];

/** Fewer than for a creation: whatever is written here may be written again. */
const CELLS: readonly Cell[] = [
  ['vinted.item.update', 'receive:command', 'cut_after'],
  ['vinted.item.update', 'send:accepted', 'drop'],
  ['vinted.item.update', 'send:result', 'drop'],
  ['vinted.item.update', 'receive:acknowledged', 'cut_before'],
  ['vinted.item.update', 'journal:started', 'die_after'],
  ['vinted.item.update', 'write:before', 'die_after'],
  ['vinted.item.update', 'write:after', 'die_after'],
  ['vinted.item.update', 'journal:ended', 'die_after'],
  ['vinted.photo.upload', 'send:result', 'drop'],
  ['vinted.photo.upload', 'write:after', 'cut_after'],
];

describe('updating on Vinted when something ends in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  const change = (): Record<string, unknown> => ({
    price: '29.00',
    pictures: ['CUT-1', 'CUT-2', 'CUT-3'].map((name) => ({
      url: `${bench.vinted.url}/pictures/${name}.png`,
    })),
  });

  async function updateMeeting([command, moment, fault]: Cell): Promise<Record<string, unknown>> {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.change(productId, change());
    plugin.arm({ script: [{ moment, fault, command, times: 1, delay_ms: 50 }] });
    const { status, error } = await bench.ended(await bench.updateProduct(seller, productId), 60_000);
    const { price, assigned_photos: photos } = await formOf(bench, seller, itemId);
    const { live_listings: live, writes_in_parallel: parallel } = await bench.effects(seller);
    plugin.stop();
    const met = Object.keys(plugin.nuisances);
    return { met, status, error, price, photos: (photos as unknown[]).length, live: live.length, parallel };
  }

  it('ends with the change when the browser goes, whenever it does', async () => {
    const seen = [];
    for (let from = 0; from < CELLS.length; from += 5) {
      seen.push(...(await Promise.all(CELLS.slice(from, from + 5).map(updateMeeting))));
    }
    expect(seen).toEqual(
      CELLS.map(([, moment, fault]) => ({
        met: [`${moment} ${fault}`],
        status: 'completed',
        error: null,
        price: 29,
        photos: 3,
        live: 1,
        parallel: 1,
      })),
    );
  }, 180_000);

  it.each(['vinted.photo.upload', 'vinted.item.update'])(
    'ends with the change when the program ends during %s',
    async (command) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId, itemId } = await liveProduct(bench, seller);
      await bench.change(productId, change());
      plugin.arm({ script: [{ moment: 'act:after', fault: 'delay', command, times: 1, delay_ms: 1_000 }] });
      const id = await bench.updateProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: `the browser in ${command}` });
      await bench.restart();
      expect(await bench.ended(id)).toMatchObject({ status: 'completed', error: null });
      const { price, assigned_photos: photos } = await formOf(bench, seller, itemId);
      expect({ price, photos: (photos as unknown[]).length }).toEqual({ price: 29, photos: 3 });
      expect(await bench.effects(seller)).toMatchObject({ photos: 5, listed_twice: 0 });
      plugin.stop();
    },
  );
});
