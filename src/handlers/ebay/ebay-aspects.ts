import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import type { EbayLanguage } from './ebay-marketplaces.ts';
import { namedValuesOf } from '../mapping/named-values.ts';
import { DEPARTMENTS, departmentOf, wordOf } from '../mapping/vocabulary.ts';
import type { Department } from '../mapping/vocabulary.ts';
import { ASPECT_VALUE_MAX } from './ebay-limits.ts';

/** Item specifics: the aspect's name to its values. */
export type Aspects = Readonly<Record<string, readonly string[]>>;

/** Fields of a product that become item specifics. */
const FIELDS = ['brand', 'size', 'colour', 'gender', 'material'] as const;
type AspectField = (typeof FIELDS)[number];

/** Names as each site's buyers filter by them. */
const NAMES: Readonly<Record<EbayLanguage, Readonly<Record<AspectField, string>>>> = {
  en: { brand: 'Brand', size: 'Size', colour: 'Colour', gender: 'Department', material: 'Material' },
  fr: { brand: 'Marque', size: 'Taille', colour: 'Couleur', gender: 'Département', material: 'Matière' },
  de: { brand: 'Marke', size: 'Größe', colour: 'Farbe', gender: 'Abteilung', material: 'Material' },
  it: { brand: 'Marca', size: 'Taglia', colour: 'Colore', gender: 'Reparto', material: 'Materiale' },
  es: { brand: 'Marca', size: 'Talla', colour: 'Color', gender: 'Departamento', material: 'Material' },
};

const DEPARTMENT_NAMES: Readonly<Record<EbayLanguage, Readonly<Record<Department, string>>>> = {
  en: { women: 'Women', men: 'Men', girls: 'Girls', boys: 'Boys', unisex: 'Unisex Adults' },
  fr: { women: 'Femme', men: 'Homme', girls: 'Fille', boys: 'Garçon', unisex: 'Unisexe adulte' },
  de: { women: 'Damen', men: 'Herren', girls: 'Mädchen', boys: 'Jungen', unisex: 'Unisex Erwachsene' },
  it: { women: 'Donna', men: 'Uomo', girls: 'Bambina', boys: 'Bambino', unisex: 'Unisex adulto' },
  es: { women: 'Mujer', men: 'Hombre', girls: 'Niña', boys: 'Niño', unisex: 'Unisex adultos' },
};

/**
 * Writes a product's item specifics in the language of its listing.
 * @param product the product; `attributes.ebay_aspects` (lines of a name and a value) adds to these or replaces them
 * @param language the listing's language
 * @returns one entry per known aspect
 */
export function aspectsOf(product: ProductSnapshot, language: EbayLanguage): Aspects {
  const names = NAMES[language];
  const department = departmentOf(product.gender);
  const known: readonly (readonly [string, string | null])[] = [
    [names.brand, product.brand],
    [names.size, product.size],
    [names.colour, product.colour],
    [names.gender, department === undefined ? null : DEPARTMENT_NAMES[language][department]],
    [names.material, product.material],
  ];
  const own = namedValuesOf(product.attributes['ebay_aspects']).values;
  return Object.fromEntries(
    [...known.map(([name, value]) => [name, valuesOf(value)] as const), ...[...own].map(ownAspect)].filter(
      ([, values]) => values.length > 0,
    ),
  );
}

/**
 * Finds the product's field behind an aspect that eBay complains of.
 * @param aspect its name in any of the languages (`Größe`)
 * @returns the product's field; undefined where none of its fields becomes that aspect
 */
export function fieldOfAspect(aspect: string): string | undefined {
  return aspectFieldOf(aspect);
}

function aspectFieldOf(aspect: string): AspectField | undefined {
  const wanted = wordOf(aspect);
  return FIELDS.find((field) => Object.values(NAMES).some((names) => wordOf(names[field]) === wanted));
}

/**
 * Reads the fields of a product out of item specifics, in whichever of the languages they are written.
 * @param aspects as eBay has them
 * @returns the fields with their first value; a department in StoFlow's word
 */
export function productFieldsOf(aspects: Aspects): Readonly<Partial<Record<AspectField, string>>> {
  const fields: Partial<Record<AspectField, string>> = {};
  for (const [name, [value]] of Object.entries(aspects)) {
    const field = aspectFieldOf(name);
    const text = field === 'gender' ? departmentNamed(value) : value;
    if (field !== undefined && text !== undefined) fields[field] = text;
  }
  return fields;
}

function departmentNamed(value: string | undefined): Department | undefined {
  const word = wordOf(value ?? null);
  const named = Object.values(DEPARTMENT_NAMES).flatMap((names) =>
    DEPARTMENTS.filter((department) => wordOf(names[department]) === word),
  );
  return named[0] ?? departmentOf(value ?? null);
}

function ownAspect([name, values]: readonly [string, readonly unknown[]]): readonly [
  string,
  readonly string[],
] {
  return [name, values.flatMap((one) => valuesOf(textOf(one) ?? null))];
}

function valuesOf(value: string | null): readonly string[] {
  const text = value?.trim().slice(0, ASPECT_VALUE_MAX).trim() ?? '';
  return text === '' ? [] : [text];
}
