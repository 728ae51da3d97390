import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { VintedBench } from './vinted-bench.ts';

const STEPS = [
  ['upload_photo:1', 'vinted.photo.upload', 'journal:started'],
  ['upload_photo:1', 'vinted.photo.upload', 'act:after'],
  ['create_item', 'vinted.item.create', 'journal:started'],
  ['create_item', 'vinted.item.create', 'act:after'],
  ['read_back', 'vinted.item.read', 'act:after'],
] as const;

describe('publishing on Vinted when the program ends in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  it.each(STEPS)('ends with one item when it happens in %s, with %s at %s', async (step, command, moment) => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    plugin.arm({ script: [{ moment, fault: 'delay', command, times: 1, delay_ms: 1_000 }] });
    const id = await bench.publish(seller);
    await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: `the browser to be in ${step}` });
    await bench.restart();
    const job = await bench.ended(id);
    plugin.stop();
    expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ listed_twice: 0, photos: 2, orphan_photos: 0 });
    expect(effects.live_listings).toHaveLength(1);
  });
});
