import { describe, expect, it } from '@jest/globals';
import { changedGroups, mergedItem } from '../../../../src/handlers/vinted/update/item-changes.ts';
import { differences } from '../../../../src/handlers/vinted/update/item-difference.ts';
import { plannedPictures } from '../../../../src/handlers/vinted/update/planned-pictures.ts';
import { wantedItem } from '../../../../src/handlers/vinted/vinted-mapper.ts';
import { pictureKey } from '../../../../src/handlers/vinted/vinted-photos.ts';
import { aProduct, someSettings } from './product.ts';

const item = wantedItem(aProduct(), someSettings());
const form = {
  title: 'Old title',
  price: { amount: '12.5', currency_code: 'EUR' },
  measurement_length: 92,
  item_attributes: [
    { code: 'pattern', ids: [7] },
    { code: 'material', ids: [1] },
  ],
  assigned_photos: [
    { id: 1, orientation: 3 },
    { id: 2, orientation: 0 },
  ],
};

describe('merging a product into the item that Vinted holds', () => {
  it('changes only the groups that differ', () => {
    expect(changedGroups({ texts: 'a', price: 'b' }, { texts: 'a', price: 'c' })).toEqual(['price']);
    expect(changedGroups({ texts: 'a', price: 'b' }, {})).toEqual(['texts', 'price']);
    const merged = mergedItem(form, { groups: ['texts'], item, photos: [] });
    expect(merged).toMatchObject({ title: item.title, measurement_length: 92, price: 12.5 });
    expect(merged['assigned_photos']).toEqual(form.assigned_photos);
    expect(merged['item_attributes']).toEqual(form.item_attributes);
  });

  it('keeps attributes that StoFlow does not know, and how photos are turned', () => {
    const merged = mergedItem(form, { groups: ['properties', 'pictures'], item, photos: [9, 1] });
    expect(merged['item_attributes']).toEqual([{ code: 'pattern', ids: [7] }, ...item.item_attributes]);
    expect(merged['assigned_photos']).toEqual([
      { id: 9, orientation: 0 },
      { id: 1, orientation: 3 },
    ]);
  });

  it('tells what was not taken, of what was sent and is shown', () => {
    const change = { groups: ['texts', 'price', 'size', 'pictures'], item, photos: [2, 1] };
    expect(differences(form, change)).toEqual(['title', 'price', 'pictures']);
    const taken = {
      title: ` ${item.title.toUpperCase()}`,
      price: '45.50',
      assigned_photos: [{ id: 2 }, { id: 1 }],
    };
    expect(differences(taken, change)).toEqual([]);
    expect(differences(form, { ...change, groups: ['size'] })).toEqual([]);
  });
});

describe('finding the photos that Vinted has', () => {
  const one = { url: 'https://p/1', sha256: 'a'.repeat(64) };
  const known = [{ id: 5, ...pictureKey(one) }];

  it('goes by the bytes where they are known, else by the address', () => {
    const ids = (url: string, sha256?: string): readonly (number | null)[] =>
      plannedPictures([sha256 === undefined ? { url } : { url, sha256 }], known).map(
        (planned) => planned.photo_id,
      );
    expect(ids('https://p/moved', one.sha256)).toEqual([5]);
    expect(ids(one.url, 'b'.repeat(64))).toEqual([null]);
    expect(ids(one.url)).toEqual([5]);
    expect(ids('https://p/2')).toEqual([null]);
  });

  it('takes no photo twice', () => {
    expect(plannedPictures([one, one], known).map((planned) => planned.photo_id)).toEqual([5, null]);
  });
});
