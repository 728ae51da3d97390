/** Any moment, in the form in which the API writes all of them. */
const MOMENT = '2026-01-05T09:30:00.000Z';

interface Schema {
  readonly format?: unknown;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/**
 * Gives properties an example that need none of their own: a default, the first of an enumeration, a moment.
 * @param schema of a body or an answer; references in it stay as they are
 * @returns a copy with examples
 */
export function withUsualExamples<Part extends object>(schema: Part): Part {
  const { properties } = schema as Schema;
  if (properties === undefined) return schema;
  const exemplified = Object.entries(properties).map(([name, property]) => [name, exemplify(property)]);
  return { ...schema, properties: Object.fromEntries(exemplified) as object };
}

function exemplify(property: Schema): Schema {
  if (property.example !== undefined) return property;
  const { default: usual, enum: values, format } = property;
  const example = usual ?? values?.[0] ?? (format === 'date-time' ? MOMENT : undefined);
  return example === undefined ? property : { ...property, example };
}
