import { describe, expect, it } from '@jest/globals';
import { changedGroups } from '../../../../src/handlers/etsy/update/changed-groups.ts';
import { etsyListingOf } from '../../../../src/handlers/etsy/etsy-listing.ts';
import { standingOf } from '../../../../src/handlers/etsy/update/standing.ts';
import { updatePlan } from '../../../../src/handlers/etsy/update/update-plan.ts';

const steps = (groups: readonly string[], newPictures: readonly number[] = [], properties = 1) =>
  updatePlan({ groups, newPictures, properties }).map(({ step, effect }) => `${step} ${effect}`);

describe('the plan of an update on Etsy', () => {
  it('is empty where nothing differs', () => {
    expect(steps([])).toEqual([]);
  });

  it.each([
    ['texts', 'write_content'],
    ['provenance', 'write_content'],
    ['labels', 'write_content'],
    ['key', 'put_inventory'],
    ['price', 'put_inventory'],
    ['quantity', 'put_inventory'],
    ['properties', 'set_properties'],
    ['pictures', 'arrange_images'],
  ])('sends %s by one step', (group, step) => {
    expect(steps([group])).toEqual(['read none', `${step} repeatable`, 'read_back repeatable', 'save none']);
  });

  it('sends terms and category by the two calls that hold parts of them', () => {
    expect(steps(['terms'])).toContain('put_inventory repeatable');
    expect(steps(['terms'])).toContain('write_content repeatable');
    expect(steps(['category'])).toContain('set_properties repeatable');
  });

  it('has one task for each new picture, and nothing that must not be repeated', () => {
    expect(steps(['pictures'], [2, 4])).toEqual([
      'read none',
      'upload_image:2 repeatable',
      'upload_image:4 repeatable',
      'arrange_images repeatable',
      'read_back repeatable',
      'save none',
    ]);
  });

  it('spends both budgets for every call', () => {
    const spent = (scope: string): number =>
      updatePlan({ groups: ['price'], newPictures: [], properties: 0 })
        .flatMap(({ rate }) => rate ?? [])
        .filter((name) => name === scope).length;
    expect([spent('second'), spent('day')]).toEqual([4, 4]);
  });

  it('compares by group, and counts what is not known as different', () => {
    const wanted = { texts: 'a', price: 'b' };
    expect(changedGroups(wanted, { fields: { texts: 'a', price: 'c' } }, false)).toEqual(['price']);
    expect(changedGroups(wanted, { fields: {} }, false)).toEqual(['texts', 'price']);
    expect(changedGroups(wanted, null, false)).toEqual(['texts', 'price']);
    expect(changedGroups(wanted, { fields: wanted }, true)).toEqual(['texts', 'price']);
  });
});

describe('whether a listing on Etsy can be changed', () => {
  it.each([
    ['active', 'live'],
    ['sold_out', 'sold'],
    ['inactive', 'ended'],
    ['expired', 'ended'],
    ['removed', 'ended'],
  ])('reads %s as %s', (state, standing) => {
    expect(standingOf(etsyListingOf({ listing_id: 1, state }))).toBe(standing);
  });

  it.each([
    ['edit', 'etsy.not_editable'],
    ['constructor', 'etsy.not_editable'],
    ['draft', 'etsy.not_listed'],
  ])('refuses to change one that is %s, for the seller to act', (state, code) => {
    expect(standingOf(etsyListingOf({ listing_id: 1, state }))).toMatchObject({
      kind: 'refused',
      code,
      actor: 'seller',
    });
  });

  it('counts what Etsy does not know as ended', () => {
    expect(standingOf(undefined)).toBe('ended');
  });
});
