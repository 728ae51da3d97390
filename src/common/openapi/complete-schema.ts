/** Any moment, in the form in which the API writes all of them. */
const MOMENT = '2026-01-05T09:30:00.000Z';

interface Schema {
  readonly type?: unknown;
  readonly format?: unknown;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

/**
 * Says of a schema's properties what follows from their types: an example where any will do (a default, the first of an
 * enumeration, a moment), and that an object without properties may have any, which generated clients would not allow.
 * @param schema of a body or an answer; references in it stay as they are
 * @returns a copy
 */
export function completeSchema<Part extends object>(schema: Part): Part {
  const { properties } = schema as Schema;
  if (properties === undefined) return schema;
  const completed = Object.entries(properties).map(([name, property]) => [name, exemplify(open(property))]);
  return { ...schema, properties: Object.fromEntries(completed) as object };
}

function open(property: Schema): Schema {
  const isClosed = property.properties !== undefined || property.additionalProperties !== undefined;
  return property.type === 'object' && !isClosed ? { ...property, additionalProperties: true } : property;
}

function exemplify(property: Schema): Schema {
  if (property.example !== undefined) return property;
  const { default: usual, enum: values, format } = property;
  const example = usual ?? values?.[0] ?? (format === 'date-time' ? MOMENT : undefined);
  return example === undefined ? property : { ...property, example };
}
