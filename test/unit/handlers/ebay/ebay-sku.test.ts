import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ebaySkuOf, productSkuOf } from '../../../../src/handlers/ebay/ebay-sku.ts';

describe('the eBay SKU of a product', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 70 }),
    fc.string({
      unit: fc.constantFrom('S', 'F', '0', 'E', 'H', 'Q', 'X', '1', '-', '_', '2', 'd'),
      maxLength: 60,
    }),
    fc.string({ unit: fc.constantFrom('\ud800', '\udc00', 'a', '\ufffd'), maxLength: 5 }),
  );

  it('is the product’s own where eBay takes it', () => {
    expect(ebaySkuOf('COAT001')).toBe('COAT001');
    expect(productSkuOf('COAT001')).toBe('COAT001');
  });

  it('always has 1 to 50 letters and digits', () => {
    fc.assert(fc.property(nasty, (sku) => /^[A-Za-z0-9]{1,50}$/.test(ebaySkuOf(sku))));
  });

  it('leads back to the product, or says that it cannot', () => {
    fc.assert(
      fc.property(nasty, (sku) => {
        const back = productSkuOf(ebaySkuOf(sku));
        expect(back === undefined ? ebaySkuOf(sku).startsWith('SF0H') : back === sku).toBe(true);
      }),
    );
    expect(productSkuOf(ebaySkuOf('coat 12-b/é'))).toBe('coat 12-b/é');
  });

  it('is never shared by two products', () => {
    fc.assert(
      fc.property(nasty, nasty, (one, other) => one === other || ebaySkuOf(one) !== ebaySkuOf(other)),
      { numRuns: 2_000 },
    );
    expect(ebaySkuOf('A-1')).not.toBe(ebaySkuOf('A1'));
    expect(ebaySkuOf(ebaySkuOf('A-1'))).not.toBe(ebaySkuOf('A-1'));
    expect(ebaySkuOf('x'.repeat(51))).not.toBe(ebaySkuOf('x'.repeat(52)));
  });
});
