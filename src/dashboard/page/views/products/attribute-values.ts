import type { ProductAttribute } from '../../api/stock.ts';

/** Attributes of a product as the API has them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The field of all attributes that no marketplace asks for. */
export const OTHER_ATTRIBUTES = 'attributes';

/**
 * @param name an attribute's name
 * @returns the name of its field: what the API calls it when something is wrong with it
 */
export const attributeField = (name: string): string => `attributes.${name}`;

/**
 * Puts attributes into fields.
 * @param attributes as the API has them
 * @param known those that marketplaces ask for
 * @returns what is filled in: a text for each that is known, and all others as lines
 */
export function attributeTexts(
  attributes: Attributes,
  known: readonly ProductAttribute[],
): Readonly<Record<string, string>> {
  const names = new Set(known.map(({ name }) => name));
  const others = Object.entries(attributes).filter(([name]) => !names.has(name));
  return {
    ...Object.fromEntries(
      known.map((each) => [attributeField(each.name), textOf(each, attributes[each.name])]),
    ),
    [OTHER_ATTRIBUTES]: others.map(([name, value]) => `${name}: ${plain(value)}`).join('\n'),
  };
}

/**
 * Puts fields together to attributes. What is no number where one is wanted is sent as it is: the marketplace's rules say so.
 * @param texts what is filled in
 * @param known those that marketplaces ask for
 * @returns the attributes as the API takes them; what is empty is left out
 */
export function attributesOf(
  texts: Readonly<Record<string, string>>,
  known: readonly ProductAttribute[],
): Attributes {
  const own = known.flatMap((each) => {
    const text = (texts[attributeField(each.name)] ?? '').trim();
    return text === '' ? [] : [[each.name, valueOf(each, text)] as const];
  });
  const others = lines(texts[OTHER_ATTRIBUTES] ?? '').map((line) => {
    const colon = line.indexOf(':');
    return colon < 1
      ? ([line, ''] as const)
      : ([line.slice(0, colon).trim(), read(line.slice(colon + 1).trim())] as const);
  });
  return Object.fromEntries([...others, ...own]);
}

function textOf({ kind }: ProductAttribute, value: unknown): string {
  if (value === undefined || value === null) return '';
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (kind === 'lines') return list.flatMap(pairs).join('\n');
  return list.map(String).join(kind === 'numbers' ? ', ' : '\n');
}

/** Attributes that were stored before may be an object of names and values. */
function pairs(entry: unknown): readonly string[] {
  if (typeof entry !== 'object' || entry === null) return [String(entry)];
  return Object.entries(entry).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${String(one)}`),
  );
}

function valueOf({ kind }: ProductAttribute, text: string): unknown {
  if (kind === 'lines') return lines(text);
  if (kind === 'numbers')
    return text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(number);
  if (kind === 'yes_no') return text === 'true';
  return kind === 'number' ? number(text) : text;
}

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const number = (text: string): unknown => (/^\d{1,15}$/.test(text) ? Number(text) : text);

/** A text stands there as it is, unless it would be read as something else then. */
function plain(value: unknown): string {
  return typeof value === 'string' && value === value.trim() && !value.includes('\n') && read(value) === value
    ? value
    : JSON.stringify(value);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
