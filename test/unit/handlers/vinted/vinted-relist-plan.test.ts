import { describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import type { ListingSnapshot } from '../../../../src/domain/snapshots.ts';
import { wasThereBefore } from '../../../../src/handlers/vinted/relist/old-items.ts';
import { copyPlan, replacePlan } from '../../../../src/handlers/vinted/relist/relist-plan.ts';
import { VintedRelistHandler } from '../../../../src/handlers/vinted/vinted-relist.handler.ts';
import type { PluginCommands } from '../../../../src/plugin/commands/plugin-commands.ts';
import type { PictureLinks } from '../../../../src/plugin/pictures/picture-links.ts';
import { aJob, aProduct } from './product.ts';

/** Planning does no I/O, so nothing stands behind the ports. */
const handler = new VintedRelistHandler({} as PluginCommands, {} as PictureLinks, new SystemClock());
const listing: ListingSnapshot = {
  id: 1,
  status: 'live',
  externalIds: { item_id: '77' },
  url: null,
  fingerprint: null,
  shown: {},
};

function stepsFor(known: ListingSnapshot | null, product = aProduct()): readonly string[] | string {
  const plan = handler.plan(aJob(product, known));
  return 'kind' in plan ? plan.code : plan.map(({ step }) => step);
}

describe('planning a relisting on Vinted', () => {
  it('begins with a look, and refuses what is not listed or cannot fit', () => {
    expect(stepsFor(listing)).toEqual(['find_old']);
    expect(stepsFor(null)).toBe('vinted.not_listed');
    expect(stepsFor(listing, aProduct({ pictures: [] }))).toBe('vinted.not_ready');
  });

  it('deletes nothing before the copy is proven, and only the creation is never repeated', () => {
    const copy = copyPlan(2).map(({ step, effect }) => `${step} ${effect}`);
    expect(copy).toEqual([
      'validate none',
      'map none',
      'upload_photo:1 repeatable',
      'upload_photo:2 repeatable',
      'create_item once',
      'read_back none',
    ]);
    expect(replacePlan([76, 77]).map(({ step, payload }) => [step, payload?.['item_id']])).toEqual([
      ['save', undefined],
      ['look_old:1', 76],
      ['delete_old:1', 76],
      ['read_old:1', 76],
      ['look_old:2', 77],
      ['delete_old:2', 77],
      ['read_old:2', 77],
      ['conclude', undefined],
    ]);
  });

  it('takes nothing for the copy that was there before it', () => {
    const results = { find_old: { old_ids: [76, 90], newest_id: 80 } };
    const taken = [75, 76, 79, 80, 81, 90].filter((id) => !wasThereBefore({ results }, id));
    expect(taken).toEqual([81]);
  });

  it('says beforehand what it costs', () => {
    expect(handler.notices().join(' ')).toMatch(/favourites and views.*restrict/);
  });

  it.each([
    [{ read_back: { status: 'live' }, 'read_old:1': { status: 'ended' } }, 'live'],
    [{ read_back: { status: 'live' }, 'read_old:1': { status: 'sold' } }, 'sold'],
    [{ read_back: { status: 'sold' }, 'read_old:1': { status: 'ended' } }, 'sold'],
    [{ read_back: { status: 'live' }, 'read_old:1': { status: 'live' } }, 'two_copies'],
    [{ find_old: { status: 'ended' } }, 'ended'],
  ] as const)('sums up %j as %s', (results, status) => {
    expect(handler.summarise(results)).toMatchObject({ status });
  });
});
