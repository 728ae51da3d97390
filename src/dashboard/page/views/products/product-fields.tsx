import type { JSX } from 'preact';
import { Field } from '../../ui/form/field.tsx';
import type { FieldLook } from '../../ui/form/field.tsx';
import { spaced } from '../../words/names.ts';
import { statusOf } from '../../words/statuses.ts';
import { AttributeFields } from './attribute-fields.tsx';
import type { ProductFieldsProps } from './attribute-fields.tsx';

const chosen = (values: readonly string[]): FieldLook['choices'] => [
  { value: '', label: 'Not said' },
  ...values.map((value) => ({ value, label: spaced(value) })),
];

/** Sold and archived are what something else leads to, and nothing to choose. */
const STATUSES = ['active', 'draft'].map((value) => ({ value, label: statusOf(value).label }));

/** The fields of a product, in the order in which somebody with the piece in the hand fills them in. */
export const PRODUCT_FIELDS: readonly FieldLook[] = [
  { name: 'title', label: 'Title', isWide: true },
  { name: 'sku', label: 'SKU', help: 'Your own number for it: letters, digits, - and _.' },
  { name: 'price', label: 'Price', kind: 'number' },
  { name: 'currency', label: 'Currency', help: 'Three letters, such as EUR.' },
  { name: 'quantity', label: 'Quantity', kind: 'number' },
  {
    name: 'condition',
    label: 'Condition',
    choices: chosen(['new_with_tags', 'new_without_tags', 'very_good', 'good', 'satisfactory']),
  },
  { name: 'category', label: 'Category', help: 'Such as Women > Coats.' },
  { name: 'brand', label: 'Brand' },
  { name: 'size', label: 'Size' },
  { name: 'colour', label: 'Colour' },
  { name: 'material', label: 'Material' },
  { name: 'gender', label: 'For whom', choices: chosen(['women', 'men', 'unisex', 'girls', 'boys']) },
  {
    name: 'made_year',
    label: 'Year it was made',
    kind: 'number',
    help: 'An estimate will do.',
  },
  {
    name: 'status',
    label: 'Status',
    choices: STATUSES,
    help: 'A draft is left out where every active product is meant.',
  },
  { name: 'description', label: 'Description', kind: 'long' },
  {
    name: 'pictures',
    label: 'Pictures',
    kind: 'long',
    help: 'Their addresses, one a line, the first one first. Each must open in a browser without logging in.',
  },
];

/** All fields of a product. */
export function ProductFields(props: ProductFieldsProps): JSX.Element {
  return (
    <>
      <div class="fields">
        <p class="quiet field-wide">
          Title, SKU, price and currency must be there. Marketplaces ask for more, and what they ask for is
          said at its field.
        </p>
        {PRODUCT_FIELDS.map((field) => (
          <Field key={field.name} {...field} form={props.form}>
            {props.noteOf(field.name)}
          </Field>
        ))}
      </div>
      <AttributeFields {...props} />
    </>
  );
}
