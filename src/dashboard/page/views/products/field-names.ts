import { useSellerData } from '../../seller-data.ts';
import { spaced } from '../../words/names.ts';
import { attributeField, OTHER_ATTRIBUTES } from './attribute-values.ts';
import { PRODUCT_FIELDS } from './product-fields.tsx';

/** @returns tells what a field is called here; what is said of an entry of it is said of the whole */
export function useFieldLabel(): (name: string) => string {
  const { attributes } = useSellerData();
  return (name) => {
    const own = attributes.find((each) => isWithin(name, attributeField(each.name)));
    if (own !== undefined) return own.label;
    if (isWithin(name, OTHER_ATTRIBUTES)) return 'Other details';
    return PRODUCT_FIELDS.find((field) => field.name === name)?.label ?? spaced(name);
  };
}

/**
 * Finds the field that something is said of.
 * @param name as the API has it (`attributes.shop_properties.Size`)
 * @param fields names of fields
 * @returns the narrowest of them; undefined where none is meant
 */
export function fieldBehind(name: string, fields: readonly string[]): string | undefined {
  return fields.filter((field) => isWithin(name, field)).sort((one, other) => other.length - one.length)[0];
}

function isWithin(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`);
}
