/** Stands for a marketplace's name in the examples of routes and DTOs; the published document names a real one. */
export const ANY_MARKETPLACE = '<marketplace>';

/** Stands for a marketplace's name at the beginning of a text. */
export const MARKETPLACE_TITLE = '<Marketplace>';

/** Stands for the names of all marketplaces, with commas. */
export const ALL_MARKETPLACES = '<marketplaces>';

/**
 * Fills the names of the program's marketplaces into a document, so that no route needs to know one. What has
 * {@link ANY_MARKETPLACE} as its example is a marketplace's name, and gets all of them as its `enum`.
 * @param document the OpenAPI document, or any part of it
 * @param names of the marketplaces; the first one becomes the example
 * @returns a copy with the names in their places
 */
export function withMarketplaces<Part>(document: Part, names: readonly string[]): Part {
  return filled(document, names) as Part;
}

function filled(part: unknown, names: readonly string[]): unknown {
  if (typeof part === 'string') {
    const [name = 'marketplace'] = names;
    return part
      .replaceAll(ALL_MARKETPLACES, names.join(', '))
      .replaceAll(ANY_MARKETPLACE, name)
      .replaceAll(MARKETPLACE_TITLE, name.charAt(0).toUpperCase() + name.slice(1));
  }
  if (Array.isArray(part)) return part.map((item) => filled(item, names));
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(named(part, names)) as [string, unknown][];
  return Object.fromEntries(
    entries.map(([key, value]) => [String(filled(key, names)), filled(value, names)]),
  );
}

/** The example of a query parameter stands beside its schema, that of a list beside its items. */
interface Described {
  readonly example?: unknown;
  readonly schema?: object;
  readonly items?: object;
}

function named(part: Described, names: readonly string[]): object {
  const { example, schema, items } = part;
  const isName = example === ANY_MARKETPLACE;
  const isList = Array.isArray(example) && example.length === 1 && example[0] === ANY_MARKETPLACE;
  if (names.length === 0 || !(isName || isList)) return part;
  const allowed = isList ? { items: { ...items, enum: names } } : { enum: names };
  return schema === undefined ? { ...part, ...allowed } : { ...part, schema: { ...schema, ...allowed } };
}
