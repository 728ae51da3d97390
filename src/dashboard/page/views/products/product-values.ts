import type { Product, ProductAttribute } from '../../api/stock.ts';
import { attributesOf, attributeTexts, OTHER_ATTRIBUTES } from './attribute-values.ts';

/** What is filled in, by the API's names of the fields. */
export type Values = Readonly<Record<string, string>>;

/** Fields that are numbers to the API. */
const NUMBERS = new Set(['quantity', 'made_year']);
/** Fields that are never nothing: their empty text is sent as it is, and the API says what is wrong with it. */
const NEVER_NULL = new Set(['sku', 'title', 'description', 'price', 'currency', 'quantity', 'status']);

/** The fields that all marketplaces share, empty as a new product begins. */
const NEW_FIELDS: Values = {
  title: '',
  sku: '',
  price: '',
  currency: 'EUR',
  quantity: '1',
  condition: '',
  brand: '',
  category: '',
  size: '',
  colour: '',
  material: '',
  gender: '',
  made_year: '',
  description: '',
  pictures: '',
  status: 'active',
};

/**
 * @param known the attributes that marketplaces ask for
 * @returns an empty product, as a new one begins
 */
export function newValues(known: readonly ProductAttribute[]): Values {
  return { ...NEW_FIELDS, ...attributeTexts({}, known) };
}

/**
 * @param product as the API has it
 * @param known the attributes that marketplaces ask for
 * @returns it as it is filled in
 */
export function valuesOf(product: Product, known: readonly ProductAttribute[]): Values {
  const fields = product as unknown as Readonly<Record<string, unknown>>;
  const shared = Object.fromEntries(
    Object.keys(NEW_FIELDS).map((name) => {
      const value = fields[name];
      if (name === 'pictures') return [name, product.pictures.map(({ url }) => url).join('\n')];
      return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : ''];
    }),
  );
  return { ...shared, ...attributeTexts(product.attributes, known) };
}

/**
 * @param values what is filled in
 * @param base what was read
 * @returns the names of the fields that differ
 */
export function changedFields(values: Values, base: Values): readonly string[] {
  return Object.keys(values).filter((name) => values[name] !== base[name]);
}

/**
 * Puts fields as the API takes them. What is no number where one is wanted is sent as it is: the API says so.
 * @param values what is filled in
 * @param names of the fields that are sent; attributes are sent all or none
 * @param known the attributes that marketplaces ask for
 * @returns the body of a request
 */
export function bodyOf(
  values: Values,
  names: readonly string[],
  known: readonly ProductAttribute[],
): Readonly<Record<string, unknown>> {
  const shared = names.filter((name) => Object.hasOwn(NEW_FIELDS, name));
  return {
    ...Object.fromEntries(shared.map((name) => [name, sent(name, (values[name] ?? '').trim())])),
    ...(shared.length < names.length && { [OTHER_ATTRIBUTES]: attributesOf(values, known) }),
  };
}

function sent(name: string, text: string): unknown {
  if (name === 'pictures') {
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((url) => ({ url }));
  }
  if (text === '' && !NEVER_NULL.has(name)) return null;
  if (NUMBERS.has(name) && /^-?\d+$/.test(text)) return Number(text);
  // Half of Europe writes a comma there.
  return name === 'price' ? text.replace(',', '.') : text;
}

/** What is filled in after somebody else changed the product, and what has to be decided. */
export interface Rebased {
  readonly values: Values;
  /** Fields that both changed, to different values. */
  readonly clashes: readonly string[];
  /** Fields that only the other changed: they are as they are now. */
  readonly taken: readonly string[];
}

/**
 * Brings what somebody has filled in to a newer version of the product. Nothing of theirs is lost, and nothing of the other's is
 * overwritten unseen.
 * @param values what is filled in
 * @param base the version it was filled in on
 * @param latest the present version
 * @returns what is filled in now
 */
export function rebase(values: Values, base: Values, latest: Values): Rebased {
  const mine = new Set(changedFields(values, base));
  const theirs = changedFields(latest, base);
  return {
    values: Object.fromEntries(
      Object.keys(values).map((name) => [name, (mine.has(name) ? values[name] : latest[name]) ?? '']),
    ),
    clashes: theirs.filter((name) => mine.has(name) && values[name] !== latest[name]),
    taken: theirs.filter((name) => !mine.has(name)),
  };
}
