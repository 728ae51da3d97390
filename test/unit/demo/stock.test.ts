import { describe, expect, it } from '@jest/globals';
import { sellerStock } from '../../../src/sandbox/demo/seller-stock.ts';

const request = { seed: 's', count: 40, picturesUrl: 'http://pictures' };

describe("a demo seller's stock", () => {
  it('is old enough for Etsy, but for the last product', () => {
    const { csv, flawedSku, quantities } = sellerStock(request);
    // Texts may hold line breaks: a product's row begins with its SKU.
    const rows = csv.split(new RegExp(`^(?=${[...quantities.keys()].join('|')})`, 'm')).slice(1);
    const years = rows.map((row) => Number(/,(\d{4}),http:/.exec(row)?.[1]));

    expect(rows).toHaveLength(40);
    expect(rows.at(-1)).toMatch(new RegExp(`^${flawedSku},`));
    expect(years.at(-1)).toBe(2015);
    expect(Math.max(...years.slice(0, -1))).toBeLessThanOrEqual(2004);
    expect(Math.min(...years)).toBeGreaterThanOrEqual(1975);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(sellerStock(request)).toEqual(sellerStock(request));
    expect(sellerStock({ ...request, seed: 't' }).csv).not.toBe(sellerStock(request).csv);
  });
});
