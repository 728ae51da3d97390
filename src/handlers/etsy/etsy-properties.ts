import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { recordsOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { namedValuesOf } from '../mapping/named-values.ts';
import { wordOf } from '../mapping/vocabulary.ts';
import { positive } from './etsy-account-settings.ts';
import type { PropertyValue } from './etsy-bodies.ts';

/** A property that goods at a place of Etsy's taxonomy may have. */
export interface TaxonomyProperty {
  readonly propertyId: number;
  /** Etsy's name, and its spelling as {@link wordOf} makes it. */
  readonly name: string;
  readonly word: string;
  readonly values: readonly {
    readonly valueId: number;
    readonly name: string;
    readonly word: string;
    readonly scaleId: number | undefined;
  }[];
}

/** What a product says of one property: its possible names, and its possible spellings of the value, best first. */
export interface PropertyWish {
  /** The product's field (`colour`). */
  readonly field: string;
  readonly names: readonly string[];
  readonly values: readonly string[];
}

/** Colours as Etsy's buyers filter by them, for other languages' words. */
const COLOURS: Readonly<Record<string, string>> = {
  noir: 'black',
  schwarz: 'black',
  blanc: 'white',
  weiss: 'white',
  gris: 'gray',
  grey: 'gray',
  grau: 'gray',
  bleu: 'blue',
  blau: 'blue',
  navy: 'blue',
  marine: 'blue',
  rouge: 'red',
  rot: 'red',
  vert: 'green',
  grun: 'green',
  jaune: 'yellow',
  gelb: 'yellow',
  rose: 'pink',
  rosa: 'pink',
  violet: 'purple',
  lila: 'purple',
  marron: 'brown',
  brun: 'brown',
  braun: 'brown',
  ecru: 'beige',
  creme: 'beige',
  dore: 'gold',
  argente: 'silver',
  multicolore: 'rainbow',
};

/**
 * Collects what a product says of Etsy's properties.
 * @param product the product; `attributes.etsy_properties` (lines of a name and a value) adds to these or replaces them
 * @returns one wish a property
 */
export function propertyWishesOf(product: ProductSnapshot): readonly PropertyWish[] {
  const colour = wordOf(product.colour);
  const translated = Object.hasOwn(COLOURS, colour) ? COLOURS[colour] : undefined;
  const known: readonly PropertyWish[] = [
    {
      field: 'colour',
      names: ['primary_color', 'primary_colour', 'color', 'colour'],
      values: [colour, translated ?? ''],
    },
    { field: 'size', names: ['size'], values: [wordOf(product.size)] },
  ];
  const own = [...namedValuesOf(product.attributes['etsy_properties']).values].map(([name, values]) => ({
    field: `attributes.etsy_properties.${name}`,
    names: [wordOf(name)],
    values: values.map((value) => wordOf(textOf(value) ?? null)),
  }));
  const replaced = new Set(own.flatMap(({ names }) => names));
  return [...known.filter(({ names }) => !names.some((name) => replaced.has(name))), ...own]
    .map((wish) => ({ ...wish, values: [...new Set(wish.values.filter((value) => value !== ''))] }))
    .filter(({ values }) => values.length > 0);
}

/**
 * Finds the value that Etsy has for a wish.
 * @param wish what the product says
 * @param properties what goods at its place may have
 * @returns the property with its value; undefined where Etsy has no such property or value
 */
export function propertyValueOf(
  wish: PropertyWish,
  properties: readonly TaxonomyProperty[],
): PropertyValue | undefined {
  const property = wish.names
    .map((name) => properties.find(({ word }) => word === name))
    .find((found) => found !== undefined);
  const value = wish.values
    .map((wanted) => property?.values.find(({ word }) => word === wanted))
    .find((found) => found !== undefined);
  if (property === undefined || value === undefined) return undefined;
  const { valueId, name, scaleId } = value;
  return { propertyId: property.propertyId, name: property.name, valueId, value: name, scaleId };
}

/**
 * Reads the properties of a place.
 * @param results of `GET seller-taxonomy/nodes/{id}/properties`
 * @returns those that a listing may have as attributes
 */
export function taxonomyPropertiesOf(results: readonly JsonRecord[]): readonly TaxonomyProperty[] {
  return results.flatMap((property) => {
    const propertyId = positive(property['property_id']);
    const name = textOf(property['display_name']) ?? textOf(property['name']);
    if (propertyId === undefined || name === undefined || property['supports_attributes'] === false)
      return [];
    return [{ propertyId, name, word: wordOf(name), values: valuesOf(property) }];
  });
}

function valuesOf(property: JsonRecord): TaxonomyProperty['values'] {
  return recordsOf(property['possible_values']).flatMap((value) => {
    const valueId = positive(value['value_id']);
    const name = textOf(value['name']);
    if (valueId === undefined || name === undefined) return [];
    return [{ valueId, name, word: wordOf(name), scaleId: positive(value['scale_id']) }];
  });
}
