import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProductAttribute } from '../../../src/dashboard/page/api/stock.ts';
import { attributesOf, attributeTexts } from '../../../src/dashboard/page/views/products/attribute-values.ts';
import {
  bodyOf,
  changedFields,
  newValues,
  rebase,
} from '../../../src/dashboard/page/views/products/product-values.ts';

const ATTRIBUTES: readonly ProductAttribute[] = [
  anAttribute('number_of_it', 'number'),
  anAttribute('numbers_of_it', 'numbers'),
  anAttribute('lines_of_it', 'lines'),
  anAttribute('is_it', 'yes_no'),
];
const NEW_VALUES = newValues(ATTRIBUTES);

function anAttribute(name: string, kind: ProductAttribute['kind']): ProductAttribute {
  return { marketplace: 'm', marketplace_title: 'M', name, label: name, kind, help: '', choices: null };
}

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
    expect(
      bodyOf(filled, ['price', 'quantity', 'made_year', 'brand', 'title', 'pictures'], ATTRIBUTES),
    ).toEqual({
      price: '12.50',
      quantity: 3,
      made_year: 'old',
      brand: null,
      title: '',
      pictures: [{ url: 'https://a.example/1.jpg' }, { url: 'https://a.example/2.jpg' }],
    });
  });

  it('has all attributes sent where one of them was changed, each as its kind has it', () => {
    const filled = {
      ...NEW_VALUES,
      'attributes.number_of_it': '12',
      'attributes.numbers_of_it': '1, 2;x',
      'attributes.lines_of_it': 'Style: Droit\n\nSaison: Hiver',
      'attributes.is_it': 'false',
      attributes: 'sleeve_length: long\nwashed: true\nnote',
    };
    expect(bodyOf(filled, ['attributes.is_it'], ATTRIBUTES)).toEqual({
      attributes: {
        number_of_it: 12,
        numbers_of_it: [1, 2, 'x'],
        lines_of_it: ['Style: Droit', 'Saison: Hiver'],
        is_it: false,
        sleeve_length: 'long',
        washed: true,
        note: '',
      },
    });
  });

  it('loses nothing of attributes that no marketplace asks for, whatever they are', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const name = fc.stringMatching(/^[a-z_]{1,12}$/).filter((each) => each !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(scalar, fc.array(scalar))), (attributes) => {
        const others = Object.fromEntries(
          Object.entries(attributes).filter(([own]) => !ATTRIBUTES.some((known) => known.name === own)),
        );
        expect(attributesOf(attributeTexts(others, ATTRIBUTES), ATTRIBUTES)).toEqual(others);
      }),
    );
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
