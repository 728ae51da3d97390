import { describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import type { ListingSnapshot } from '../../../../src/domain/snapshots.ts';
import { VintedDeleteHandler } from '../../../../src/handlers/vinted/vinted-delete.handler.ts';
import type { PluginCommands } from '../../../../src/plugin/commands/plugin-commands.ts';
import { aJob, aProduct } from './product.ts';

/** Planning does no I/O, so nothing stands behind the port. */
const handler = new VintedDeleteHandler({} as PluginCommands, new SystemClock());

const STEPS = ['find none', 'delete_item repeatable', 'read_back none', 'save none'];

function aListing(change: Partial<ListingSnapshot> = {}): ListingSnapshot {
  const externalIds = { item_id: '77' };
  return { id: 1, status: 'live', externalIds, url: null, fingerprint: null, shown: {}, ...change };
}

describe('planning a deletion on Vinted', () => {
  it('has nothing to do where the product is not listed', () => {
    expect(handler.plan(aJob(aProduct()))).toEqual([]);
  });

  it('looks, deletes, looks again and saves', () => {
    const plan = handler.plan(aJob(aProduct(), aListing()));
    expect(plan.map(({ step, effect }) => `${step} ${effect}`)).toEqual(STEPS);
  });

  it('looks also where nobody knows the item or how it stands', () => {
    const plan = handler.plan(aJob(aProduct(), aListing({ status: 'unknown', externalIds: {} })));
    expect(plan.map(({ step, effect }) => `${step} ${effect}`)).toEqual(STEPS);
  });

  it('ends older copies as well, each looked at before, and also where nothing else is listed', () => {
    const superseded = [aListing({ id: 2, externalIds: { item_id: '70' } })];
    const own = handler.plan({ ...aJob(aProduct(), aListing()), superseded });
    expect(own.map(({ step, payload }) => [step, payload])).toEqual([
      ...['find', 'delete_item', 'read_back', 'save'].map((step) => [step, undefined]),
      ...['find:1', 'delete_item:1', 'read_back:1'].map((step) => [step, { item_id: 70, copy: 'old_copy' }]),
    ]);
    const alone = handler.plan({ ...aJob(aProduct()), superseded });
    expect(alone.map(({ step }) => step)).toEqual(['find:1', 'delete_item:1', 'read_back:1']);
  });

  it('asks nothing of the product but that there is one', () => {
    expect(handler.preflight(aProduct({ pictures: [], title: '' }))).toEqual([]);
    expect(handler.preflight(null)).toMatchObject([{ field: 'product_id', code: 'vinted.product_required' }]);
  });
});
