import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bodyOf,
  changedFields,
  NEW_VALUES,
  rebase,
} from '../../../src/dashboard/page/views/products/product-values.ts';

const values = fc.record(
  Object.fromEntries(Object.keys(NEW_VALUES).map((name) => [name, fc.constantFrom('', 'a', 'b', 'c')])),
);

describe('a product that is filled in', () => {
  it('is sent as the API takes it: numbers, nothing, lists, and what is wrong as it is', () => {
    const filled = {
      ...NEW_VALUES,
      price: ' 12,50 ',
      quantity: '3',
      made_year: 'old',
      brand: ' ',
      pictures: 'https://a.example/1.jpg\n\n https://a.example/2.jpg',
    };
    expect(bodyOf(filled, ['price', 'quantity', 'made_year', 'brand', 'title', 'pictures'])).toEqual({
      price: '12.50',
      quantity: 3,
      made_year: 'old',
      brand: null,
      title: '',
      pictures: [{ url: 'https://a.example/1.jpg' }, { url: 'https://a.example/2.jpg' }],
    });
  });

  it('keeps what somebody typed and takes what only the other changed, whoever changed what', () => {
    fc.assert(
      fc.property(values, values, values, (mine, base, theirs) => {
        const rebased = rebase(mine, base, theirs);
        for (const name of Object.keys(base)) {
          const isMine = mine[name] !== base[name];
          expect(rebased.values[name]).toBe(isMine ? mine[name] : theirs[name]);
          expect(rebased.taken.includes(name)).toBe(!isMine && theirs[name] !== base[name]);
          expect(rebased.clashes.includes(name)).toBe(
            isMine && theirs[name] !== base[name] && theirs[name] !== mine[name],
          );
        }
        // Nothing else is sent than what somebody typed, and of that only what is not there already.
        const typed = changedFields(mine, base).filter((name) => mine[name] !== theirs[name]);
        expect(changedFields(rebased.values, theirs)).toEqual(typed);
      }),
    );
  });
});
