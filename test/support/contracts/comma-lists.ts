import type { JsonSchema } from './open-api.ts';

/**
 * Takes lists apart that are sent as one text with commas, as Etsy's own examples send them: OpenAPI's default for forms
 * and addresses is to repeat the name, but the contract means the values, not their spelling.
 *
 * @param schema the schema of a value that arrived as text
 * @param value the value; its own fields when it is an object
 * @returns the value with lists where the schema wants lists
 */
export function splitCommaLists(schema: JsonSchema, value: unknown): unknown {
  if (schema['type'] === 'array' && typeof value === 'string') return value === '' ? [] : value.split(',');
  const fields = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  if (fields === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, splitCommaLists(fields[name] ?? {}, part)]),
  );
}
