import { describe, expect, it } from '@jest/globals';
import { errorsByField } from '../../../src/dashboard/page/ui/form/field-errors.ts';

const wrong = (field: string, message: string): Parameters<typeof errorsByField>[0][number] => ({
  field,
  code: 'any',
  message,
});

describe('what an answer says of fields', () => {
  it('comes to the fields of the form, without their names in the API', () => {
    const { byField, others } = errorsByField(
      [
        wrong('price', 'price must be above 0, such as 12.50'),
        wrong('sku', 'There is already a product with the SKU COAT.'),
        wrong('pictures[1].url', 'url must be a URL address'),
        wrong('pictures[1].url', 'url must be shorter than or equal to 2048 characters'),
        wrong('credentials.refresh_token', 'credentials.refresh_token is required'),
        wrong('title', 'title must be a text of 1 to 140 characters'),
        wrong('version', 'Say which version was read.'),
      ],
      { price: 'cheap', sku: 'COAT', pictures: 'one\ntwo', refresh_token: 'x y', title: ' ' },
    );
    expect(Object.fromEntries(byField)).toEqual({
      price: 'Must be above 0, such as 12.50.',
      sku: 'There is already a product with the SKU COAT.',
      pictures: 'Line 2: Must be a URL address. Line 2: Must be shorter than or equal to 2048 characters.',
      refresh_token: 'Is required.',
      title: 'Fill this in.',
    });
    expect(others).toEqual(['Say which version was read.']);
  });
});
