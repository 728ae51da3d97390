import { describe, expect, it } from '@jest/globals';
import { markedSku } from '../../../../src/sandbox/vinted/sku-mark.ts';

describe('the SKU that a description carries', () => {
  it.each([
    ['Robe.\n\nRef. ROB1', 'ROB1'],
    ['Ref. ROB1\n', 'ROB1'],
    ['Robe.\r\nRef.  ROB-1 ', 'ROB-1'],
    ['Ref. ROB1\nmerci', 'Robe midi'],
    ['Ref. ', 'Robe midi'],
    ['', 'Robe midi'],
  ])('of %j is %s', (description, sku) => {
    expect(markedSku({ title: 'Robe midi', description }, 'Ref. ')).toBe(sku);
  });

  it('is the title where marks are switched off', () => {
    expect(markedSku({ title: 'Robe', description: 'Ref. ROB1' }, '')).toBe('Robe');
  });
});
