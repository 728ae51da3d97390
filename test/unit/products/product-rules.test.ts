import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { checkRows } from '../../../src/products/import/check-rows.ts';

const GOOD = { sku: 'A-1_b', title: 'Coat', price: '12.50', currency: 'EUR' };
const picture = (url: unknown): Record<string, unknown> => ({ pictures: [{ url }] });

async function errorsOf(change: Record<string, unknown>): Promise<readonly string[]> {
  const { errors } = await checkRows([{ row: 1, fields: { ...GOOD, ...change } }]);
  return errors.map(({ field, code }) => `${field}: ${code}`);
}

describe('the rules of a product', () => {
  it.each([
    [{}],
    [{ sku: 'x'.repeat(50) }],
    [{ title: 'x'.repeat(140) }],
    [{ price: 0.01 }],
    [{ price: 1_000_000 }],
    [{ price: '7' }],
    [{ quantity: 0 }],
    [{ quantity: 1000 }],
    [{ made_year: 1800 }],
    [{ made_year: new Date().getUTCFullYear() + 1 }],
    [{ brand: null, condition: null, made_year: null }],
    [{ condition: 'satisfactory', gender: 'unisex' }],
    [{ pictures: Array.from({ length: 24 }, (_, index) => ({ url: `https://p.example/${index}.jpg` })) }],
    [picture('http://127.0.0.1:3000/p.png')],
    [{ attributes: { a: 'x', b: 1, c: true, d: null, e: ['x', 'y'] } }],
  ])('allow %j', async (change) => {
    expect(await errorsOf(change)).toEqual([]);
  });

  it.each([
    [{ sku: 'A 1' }, ['sku: matches']],
    [{ sku: 'Ä1' }, ['sku: matches']],
    [{ sku: 'x'.repeat(51) }, ['sku: matches']],
    [{ sku: undefined }, ['sku: required']],
    [{ title: '   ' }, ['title: plain_text']],
    [{ title: 'x'.repeat(141) }, ['title: plain_text']],
    [{ title: 'nul \0' }, ['title: plain_text']],
    [{ title: 'half \ud83e' }, ['title: plain_text']],
    [{ title: null }, ['title: plain_text']],
    [{ price: '0' }, ['price: price']],
    [{ price: '0.00' }, ['price: price']],
    [{ price: -1 }, ['price: price']],
    [{ price: '1000000.01' }, ['price: price']],
    [{ price: '1.005' }, ['price: price']],
    [{ price: '12,50' }, ['price: price']],
    [{ price: '1e3' }, ['price: price']],
    [{ price: 'NaN' }, ['price: price']],
    [{ currency: 'eur' }, ['currency: is_in']],
    [{ currency: 'XXX' }, ['currency: is_in']],
    [{ quantity: -1 }, ['quantity: min']],
    [{ quantity: 1001 }, ['quantity: max']],
    [{ quantity: 1.5 }, ['quantity: is_int']],
    [{ made_year: 1799 }, ['made_year: made_year']],
    [{ made_year: new Date().getUTCFullYear() + 2 }, ['made_year: made_year']],
    [{ condition: 'mint' }, ['condition: is_in']],
    [{ gender: 'Women' }, ['gender: is_in']],
    [picture('ftp://p.example/1.jpg'), ['pictures[0].url: is_url']],
    [picture('https://user:pw@p.example/1.jpg'), ['pictures[0].url: is_url']],
    [picture(7), ['pictures[0].url: is_url', 'pictures[0].url: max_length']],
    [picture(`https://p.example/${'x'.repeat(2048)}`), ['pictures[0].url: max_length']],
    [
      { pictures: [{ url: 'https://p.example/1' }, { url: 'https://p.example/1' }] },
      ['pictures: array_unique'],
    ],
    [{ pictures: [null] }, ['pictures[0]: nested_validation']],
    [{ attributes: { deep: { x: 1 } } }, ['attributes: attributes']],
    [{ attributes: [] }, ['attributes: attributes']],
    [{ attributes: { big: 'x'.repeat(10_240) } }, ['attributes: attributes']],
    [{ id: 7 }, ['id: unknown_field']],
  ])('refuse %j', async (change: Record<string, unknown>, expected) => {
    expect([...(await errorsOf(change))].sort()).toEqual(expected);
  });

  it('refuse more than 24 pictures', async () => {
    const pictures = Array.from({ length: 25 }, (_, index) => ({ url: `https://p.example/${index}.jpg` }));
    expect(await errorsOf({ pictures })).toEqual(['pictures: array_max_size']);
  });

  it.each([
    ['7', '7.00'],
    ['7.5', '7.50'],
    [' 12.50 ', '12.50'],
    [12.5, '12.50'],
    [0.1, '0.10'],
  ])('keep the price %j as %j', async (given, kept) => {
    const { good } = await checkRows([{ row: 1, fields: { ...GOOD, price: given } }]);
    expect(good[0]?.fields.price).toBe(kept);
  });

  it('let a SKU stand in one row only, also when its first row is wrong otherwise', async () => {
    const { good, errors } = await checkRows([
      { row: 2, fields: { ...GOOD, price: 'x' } },
      { row: 3, fields: { ...GOOD, sku: ` ${GOOD.sku} ` } },
      { row: 4, fields: { ...GOOD, sku: 'other' } },
    ]);
    expect(good.map(({ row }) => row)).toEqual([4]);
    expect(errors.map(({ row, code }) => [row, code])).toEqual([
      [2, 'price'],
      [3, 'duplicate_sku'],
    ]);
  });
});
