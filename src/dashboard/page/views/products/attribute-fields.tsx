import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ProductAttribute } from '../../api/stock.ts';
import { useSellerData } from '../../seller-data.ts';
import { Field } from '../../ui/form/field.tsx';
import type { FieldLook } from '../../ui/form/field.tsx';
import type { Form } from '../../ui/form/use-form.ts';
import { counted } from '../../words/names.ts';
import { attributeField, OTHER_ATTRIBUTES } from './attribute-values.ts';

/** What the fields of a product are given. */
export interface ProductFieldsProps {
  readonly form: Form;
  /** What is known of a field's present value; undefined where nothing is. */
  readonly noteOf: (name: string) => ComponentChildren;
}

const OTHERS: FieldLook = {
  name: OTHER_ATTRIBUTES,
  label: 'Other details',
  kind: 'long',
  help: 'Anything else that you or your programs keep of it, one a line, such as “sleeve_length: long”. No marketplace reads them.',
};

const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

function lookOf({ name, label, help, kind, choices }: ProductAttribute): FieldLook {
  const given = kind === 'yes_no' ? YES_NO : choices;
  return {
    name: attributeField(name),
    label,
    help,
    ...(kind === 'lines' && { kind: 'long' as const }),
    ...(kind === 'number' && { kind: 'number' as const }),
    ...(given !== null && { choices: [{ value: '', label: 'Not said' }, ...given] }),
  };
}

/** What a product says to single marketplaces: those on which the seller has an account, and whatever the product says already. */
export function AttributeFields(props: ProductFieldsProps): JSX.Element {
  const { accounts, attributes } = useSellerData();
  const connected = new Set(accounts.map(({ marketplace }) => marketplace));
  const isSaid = (name: string): boolean => (props.form.values[name] ?? '') !== '';
  const groups = [...Map.groupBy(attributes, ({ marketplace_title: title }) => title)]
    .filter(([, own]) =>
      own.some((each) => connected.has(each.marketplace) || isSaid(attributeField(each.name))),
    )
    .map(([title, own]) => ({ title: `Only for ${title}`, looks: own.map(lookOf) }));
  return (
    <>
      {[...groups, { title: 'Other details', looks: [OTHERS] }].map(({ title, looks }) => (
        <Group key={title} title={title} looks={looks} {...props} />
      ))}
    </>
  );
}

function Group(
  props: ProductFieldsProps & { readonly title: string; readonly looks: readonly FieldLook[] },
): JSX.Element {
  const { form, noteOf, looks } = props;
  const said = looks.filter(({ name }) => (form.values[name] ?? '') !== '').length;
  const wanting = looks.filter(({ name }) => noteOf(name) !== undefined || form.errors.has(name)).length;
  const isWanting = wanting > 0;
  const group = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    // It is never closed by itself: somebody may be about to correct what was wanting.
    if (isWanting && group.current !== null) group.current.open = true;
  }, [isWanting]);
  return (
    <details ref={group} class="field-group">
      <summary>
        {props.title}
        <span class="quiet">{said > 0 && ` · ${counted(said, 'field')} filled in`}</span>
      </summary>
      <div class="fields">
        {looks.map((look) => (
          <Field key={look.name} {...look} form={form}>
            {noteOf(look.name)}
          </Field>
        ))}
      </div>
    </details>
  );
}
