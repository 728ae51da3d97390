import { describe, expect, it } from '@jest/globals';
import { matchOf } from '../../../../src/handlers/vinted/publish/item-match.ts';

const MARKS = { title: 'Jean', mark: 'Ref. XL1', tempUuid: 'u-1', photoIds: [7, 8] };

describe('recognising a lost item', () => {
  it('is sure by the upload’s own ids, whatever the description says', () => {
    expect(matchOf({ temp_uuid: 'u-1' }, MARKS)).toBe('certain');
    expect(matchOf({ assigned_photos: [{ id: 8 }] }, MARKS)).toBe('certain');
    expect(matchOf({ photos: [{ id: '7' }], description: 'changed by hand' }, MARKS)).toBe('certain');
  });

  it('goes by the mark where Vinted shows no ids', () => {
    expect(matchOf({ description: 'Nice.\n\nRef. XL1' }, MARKS)).toBe('likely');
    expect(matchOf({ description: 'Nice. Ref. XL1 ' }, MARKS)).toBe('likely');
  });

  it('tells an earlier item of the product by its photos', () => {
    expect(matchOf({ description: 'Ref. XL1', assigned_photos: [{ id: 3 }] }, MARKS)).toBe('earlier');
  });

  it('knows other products, also where one mark ends like another', () => {
    expect(matchOf({ description: 'Ref. XL10' }, MARKS)).toBe('none');
    expect(matchOf({ description: 'Ref. AXL1' }, MARKS)).toBe('none');
    expect(matchOf({ description: 'Ref. XL1\nsold with a belt' }, MARKS)).toBe('none');
    expect(matchOf({}, MARKS)).toBe('none');
  });
});
