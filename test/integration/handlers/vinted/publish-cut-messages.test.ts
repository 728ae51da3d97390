import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';

const MESSAGES = ['receive:command', 'send:accepted', 'send:result', 'receive:acknowledged'];
const MOMENTS = [
  'journal:received',
  'journal:started',
  'write:before',
  'write:after',
  'act:after',
  'journal:ended',
];
const COMMANDS = ['vinted.photo.upload', 'vinted.item.create', 'vinted.item.read'];

const cells: readonly (readonly [moment: string, fault: string])[] = [
  ...MESSAGES.flatMap((moment) =>
    ['cut_before', 'cut_after', 'drop', 'die_after'].map((fault) => [moment, fault] as const),
  ),
  ...MOMENTS.flatMap((moment) => ['cut_after', 'die_after'].map((fault) => [moment, fault] as const)),
];

describe('publishing on Vinted when the browser goes in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  it.concurrent.each(cells)(
    'ends with one item when every command meets %s %s once',
    async (moment, fault) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      plugin.arm({
        script: COMMANDS.map((command) => ({ moment, fault, command, times: 1, delay_ms: 50 })),
      });
      const job = await bench.ended(await bench.publish(seller));
      const effects = await bench.effects(seller);
      plugin.stop();
      expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
      expect(effects).toMatchObject({ listed_twice: 0, writes_in_parallel: 1 });
      expect(effects.live_listings).toHaveLength(1);
      expect(Object.keys(plugin.nuisances)).toEqual([`${moment} ${fault}`]);
    },
  );
});
