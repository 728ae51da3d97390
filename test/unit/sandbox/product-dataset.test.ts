import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { generateProducts } from '../../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../../src/sandbox/dataset/products-csv.ts';
import { CATEGORIES, CONDITIONS } from '../../../src/sandbox/dataset/sandbox-product.ts';

const HEADER =
  'sku,title,description,price,currency,quantity,brand,category,size,colour,material,condition,gender,made_year,pictures';
const request = { seed: 'shop', count: 2000, picturesUrl: 'http://127.0.0.1:9/x' };
const products = generateProducts(request);

describe('the generated products', () => {
  it('are the same for the same seed, and a longer list begins with the shorter one', () => {
    expect(generateProducts({ ...request, count: 50 })).toEqual(products.slice(0, 50));
    expect(generateProducts({ ...request, seed: 'other', count: 50 })).not.toEqual(products.slice(0, 50));
  });

  it('have unique SKUs of letters and digits', () => {
    expect(new Set(products.map(({ sku }) => sku)).size).toBe(products.length);
    expect(products.filter(({ sku }) => !/^[A-Z0-9]{1,50}$/.test(sku))).toEqual([]);
  });

  it('have titles that every marketplace takes', () => {
    expect(products.filter(({ title }) => title.length < 10 || title.length > 80)).toEqual([]);
  });

  it('stay within their lists and ranges, and use all of them', () => {
    expect([...new Set(products.map(({ category }) => category))].sort()).toEqual([...CATEGORIES].sort());
    expect([...new Set(products.map(({ condition }) => condition))].sort()).toEqual([...CONDITIONS].sort());
    expect([...new Set(products.map(({ gender }) => gender))].sort()).toEqual(['men', 'unisex', 'women']);
    expect(products.filter(({ price }) => !/^\d+\.\d\d$/.test(price) || Number(price) <= 0)).toEqual([]);
    expect(products.filter(({ madeYear }) => madeYear < 1975 || madeYear > 2025)).toEqual([]);
    expect(products.filter(({ madeYear }) => madeYear <= 2006).length).toBeGreaterThan(products.length / 5);
    expect([...new Set(products.map(({ pictures }) => pictures.length))].sort()).toEqual([1, 2, 3, 4]);
  });

  it('survive being written to CSV and read again, quotes, commas and line breaks included', () => {
    const csv = productsCsv(products);
    expect(csv.split('\n', 1)[0]).toBe(HEADER);
    const rows = parse<Record<string, string>>(csv, { columns: true });
    expect(rows).toEqual(
      products.map(({ madeYear, quantity, pictures, ...product }) => ({
        ...product,
        quantity: String(quantity),
        made_year: String(madeYear),
        pictures: pictures.join(' '),
      })),
    );
    const descriptions = products.map(({ description }) => description);
    for (const trap of [',', '"', '\n']) expect(descriptions.some((text) => text.includes(trap))).toBe(true);
  });

  it('point to pictures that belong to them', () => {
    const [first] = products;
    expect(first?.pictures[0]).toBe(`http://127.0.0.1:9/x/pictures/${first?.sku ?? ''}-1.png`);
  });
});
