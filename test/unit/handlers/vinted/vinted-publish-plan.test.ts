import { describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import type { ListingSnapshot } from '../../../../src/domain/snapshots.ts';
import { fieldHashesOf } from '../../../../src/handlers/vinted/vinted-fingerprint.ts';
import { wantedItem } from '../../../../src/handlers/vinted/vinted-mapper.ts';
import { VintedPublishHandler } from '../../../../src/handlers/vinted/vinted-publish.handler.ts';
import type { PluginCommands } from '../../../../src/plugin/commands/plugin-commands.ts';
import type { PictureLinks } from '../../../../src/plugin/pictures/picture-links.ts';
import { aJob, aProduct, someSettings } from './product.ts';

/** Planning does no I/O, so nothing stands behind the ports. */
const handler = new VintedPublishHandler({} as PluginCommands, {} as PictureLinks, new SystemClock());

function stepsFor(listing: ListingSnapshot | null, product = aProduct()): readonly string[] | string {
  const plan = handler.plan(aJob(product, listing));
  return 'kind' in plan ? plan.code : plan.map(({ step }) => step);
}

function aListing(change: Partial<ListingSnapshot>): ListingSnapshot {
  const base = {
    id: 1,
    status: 'live',
    externalIds: { item_id: '77' },
    url: null,
    fingerprint: null,
    shown: {},
  } as const;
  return { ...base, ...change };
}

describe('planning a publication on Vinted', () => {
  it('publishes a product that was never listed', () => {
    expect(stepsFor(null)).toContain('create_item');
  });

  it('does nothing where exactly this is live', () => {
    const product = aProduct();
    const fields = fieldHashesOf(wantedItem(product, someSettings()), product.pictures);
    expect(stepsFor(aListing({ fingerprint: { fields } }), product)).toEqual([]);
    expect(stepsFor(aListing({ fingerprint: { fields } }), aProduct({ price: '39.00' }))).toEqual([
      'find_item',
    ]);
  });

  it('never creates at once where an item is known, whatever became of it', () => {
    expect(stepsFor(aListing({ status: 'unknown' }))).toEqual(['find_item']);
    expect(stepsFor(aListing({ status: 'live' }))).toEqual(['find_item']);
  });

  it('lists nothing beside an older copy', () => {
    const superseded = [aListing({ id: 2 })];
    expect(handler.plan({ ...aJob(aProduct()), superseded })).toMatchObject({ code: 'vinted.old_copy_left' });
  });

  it('refuses what cannot fit', () => {
    expect(stepsFor(null, aProduct({ pictures: [] }))).toBe('vinted.not_ready');
  });
});
