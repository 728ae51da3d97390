import { describe, expect, it } from '@jest/globals';
import { sellerStock } from '../../../src/sandbox/demo/seller-stock.ts';

const request = { seed: 's', count: 5, picturesUrl: 'http://pictures' };

describe("a demo seller's stock", () => {
  it.each([
    ['no_picture', /,$/],
    ['price_too_low', /,0\.50,EUR,/],
  ] as const)('has exactly one product with the flaw %s, the last', (flaw, mark) => {
    const { csv, flawedSku, quantities } = sellerStock(request, flaw);
    // Texts may hold line breaks: a product's row begins with its SKU.
    const rows = csv.split(new RegExp(`^(?=${[...quantities.keys()].join('|')})`, 'm')).slice(1);

    expect(rows).toHaveLength(5);
    expect(rows.filter((row) => mark.test(row.trimEnd()))).toHaveLength(1);
    expect(rows.at(-1)).toMatch(new RegExp(`^${flawedSku},`));
    expect(rows.at(-1)?.trimEnd()).toMatch(mark);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(sellerStock(request, 'no_picture')).toEqual(sellerStock(request, 'no_picture'));
    expect(sellerStock({ ...request, seed: 't' }, 'no_picture').csv).not.toBe(
      sellerStock(request, 'no_picture').csv,
    );
  });
});
