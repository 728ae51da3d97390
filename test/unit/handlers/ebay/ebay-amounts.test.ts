import { describe, expect, it } from '@jest/globals';
import { perPiece, twoDecimals } from '../../../../src/handlers/ebay/account/two-decimals.ts';

describe('amounts of eBay', () => {
  it.each([
    ['45.0', '45.00'],
    ['45', '45.00'],
    ['45.5', '45.50'],
    ['45.050', '45.05'],
    ['0045.00', '45.00'],
    ['0.99', '0.99'],
    ['90071992547409931.27', '90071992547409931.27'],
  ])('are spelt with two decimals: %s', (amount, spelt) => {
    expect(twoDecimals(amount)).toBe(spelt);
  });

  it.each(['', '4,5', '4.505', '-1.00', '1e3', '.5', '5.', ' 5', 'free'])(
    'are none where they are not of whole cents: %j',
    (amount) => {
      expect(twoDecimals(amount)).toBeUndefined();
    },
  );

  it('are shared out where the cents allow it', () => {
    expect(perPiece('90.0', 2)).toBe('45.00');
    expect(perPiece('0.1', 2)).toBe('0.05');
    expect(perPiece('10.00', 3)).toBeUndefined();
    expect(perPiece('much', 1)).toBeUndefined();
  });
});
