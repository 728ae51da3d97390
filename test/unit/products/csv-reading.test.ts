import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../../../src/products/import/read-csv.ts';

const HEADER = 'sku,title,price,currency';

describe('a CSV file of products', () => {
  it('may have a byte order mark, CRLF, quoted separators, quotes and line breaks, and any script', async () => {
    const { rows } = await readCsv(`\uFEFF${HEADER}\r\nA1,"Wool, ""navy""\r\n暖かい 🧥",12.50,EUR\r\n`);
    expect(rows).toEqual([
      { row: 2, fields: { sku: 'A1', title: 'Wool, "navy"\r\n暖かい 🧥', price: '12.50', currency: 'EUR' } },
    ]);
  });

  it('may have its columns in any order and case', async () => {
    const { rows } = await readCsv('Currency, PRICE ,title,SKU\nEUR,1,Coat,A1\n');
    expect(rows[0]?.fields).toEqual({ sku: 'A1', title: 'Coat', price: '1', currency: 'EUR' });
  });

  it('keeps every character where it is read in slices', async () => {
    // Characters of two units each, once shifted by a unit: one of the two files has one cut in half by a slice.
    const title = '🧥'.repeat(20_000);
    for (const shift of ['', 'x']) {
      const lines = ['1', '2', '3', '4'].map((sku) => `${sku},${title},1,EUR`);
      const { rows } = await readCsv(`${HEADER}\n${shift}${lines.join('\n')}\n`);
      expect(rows.map(({ fields }) => fields['title'] === title)).toEqual([true, true, true, true]);
    }
  });

  it('numbers rows as a spreadsheet does, empty ones included', async () => {
    const { rows, errors } = await readCsv(`${HEADER}\nA1,t,1,EUR\n\nA2,t,1\nA3,t,1,EUR\n`);
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
    expect(errors).toEqual([
      {
        row: 4,
        sku: 'A2',
        field: null,
        code: 'column_count',
        message: 'the row has 3 cells, the header has 4',
      },
    ]);
  });

  it('empties a field by an empty cell, and misses a required one', async () => {
    const { rows } = await readCsv(
      `${HEADER},brand,description,made_year,pictures,quantity\nA1,,,EUR,,,,,\n`,
    );
    expect(rows[0]?.fields).toEqual({
      sku: 'A1',
      currency: 'EUR',
      brand: null,
      description: '',
      made_year: null,
      pictures: [],
    });
  });

  it('separates pictures by space, and leaves what is no number to the rules', async () => {
    const { rows } = await readCsv(
      `${HEADER},pictures,quantity,made_year\nA1,t,1,EUR,https://a/1  https://a/2,3,about 1990\n`,
    );
    expect(rows[0]?.fields).toMatchObject({
      pictures: [{ url: 'https://a/1' }, { url: 'https://a/2' }],
      quantity: 3,
      made_year: 'about 1990',
    });
  });

  it.each([
    ['import.unknown_column', `${HEADER},weight\n`, ['weight']],
    ['import.unknown_column', `${HEADER},sku\n`, ['sku']],
    ['import.missing_column', 'sku,title\n', ['price', 'currency']],
  ])('is refused as %s', async (code, text, fields) => {
    await expect(readCsv(text)).rejects.toMatchObject({
      code,
      details: { fields: fields.map((field) => expect.objectContaining({ field, code })) },
    });
  });

  it.each([
    ['nothing', '', /empty/],
    ['an open quote', `${HEADER}\nA1,"t,1,EUR\n`, /CSV_QUOTE_NOT_CLOSED in line 2/],
    ['a stray quote', `${HEADER}\nA1,t"x"y,1,EUR\nA2,"t"x,1,EUR\n`, /INVALID_OPENING_QUOTE in line 2/],
  ])('is refused when it has %s', async (_what, text, message) => {
    const reading = readCsv(text);
    await expect(reading).rejects.toMatchObject({ code: 'import.malformed' });
    await expect(reading).rejects.toThrow(message);
  });

  it('may have 10,000 products and no more', async () => {
    const text = (count: number): string =>
      `${HEADER}\n${Array.from({ length: count }, (_, index) => `A${index},t,1,EUR`).join('\n')}\n`;
    expect((await readCsv(text(10_000))).rows).toHaveLength(10_000);
    await expect(readCsv(text(10_001))).rejects.toMatchObject({ code: 'import.too_many_rows' });
  });
});
