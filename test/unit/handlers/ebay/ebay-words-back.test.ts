import { describe, expect, it } from '@jest/globals';
import { aspectsOf, productFieldsOf } from '../../../../src/handlers/ebay/ebay-aspects.ts';
import { categoryNamed, ebayCategoryOf } from '../../../../src/handlers/ebay/ebay-categories.ts';
import { conditionNamed, ebayConditionOf } from '../../../../src/handlers/ebay/ebay-conditions.ts';
import { EBAY_LANGUAGES } from '../../../../src/handlers/ebay/ebay-marketplaces.ts';
import { DEPARTMENTS } from '../../../../src/handlers/mapping/vocabulary.ts';
import { aProduct } from './product.ts';

describe('eBay’s words for a product', () => {
  it.each(EBAY_LANGUAGES)('are read back as the product’s own in %s', (language) => {
    for (const gender of DEPARTMENTS) {
      const fields = { brand: 'Sézane', size: 'M', colour: 'Bleu', material: 'Laine', gender };
      expect(productFieldsOf(aspectsOf(aProduct({ ...fields, attributes: {} }), language))).toEqual(fields);
    }
  });

  it('are passed over where no field of a product is meant', () => {
    expect(productFieldsOf({ Style: ['Droit'], Taille: [], Département: ['Poupées'] })).toEqual({});
  });

  it.each([
    'NEW',
    'NEW_OTHER',
    'NEW_WITH_DEFECTS',
    'PRE_OWNED_EXCELLENT',
    'USED_EXCELLENT',
    'PRE_OWNED_FAIR',
  ])('name the condition %s so that it is published as the same', (condition) => {
    expect(ebayConditionOf(conditionNamed(condition) ?? null)).toBe(condition);
  });

  it('name no condition that clothes do not have', () => {
    expect(conditionNamed('FOR_PARTS_OR_NOT_WORKING')).toBeUndefined();
    expect(conditionNamed('constructor')).toBeUndefined();
    expect(conditionNamed(undefined)).toBeUndefined();
  });

  it('name a category that is published as the same, and none where two kinds share it', () => {
    expect(categoryNamed('11554')).toBe('jeans');
    expect(ebayCategoryOf(aProduct({ category: 'jeans', gender: 'women', attributes: {} }))).toBe('11554');
    expect(categoryNamed('63862')).toBeUndefined();
    expect(categoryNamed('1')).toBeUndefined();
    expect(categoryNamed(undefined)).toBeUndefined();
  });
});
