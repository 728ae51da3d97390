import type { JsonSchema, OpenApiDocument } from './open-api.ts';

/**
 * Takes lists apart that are sent as one text with commas, as Etsy's own examples send them: OpenAPI's default for forms
 * and addresses is to repeat the name, but the contract means the values, not their spelling.
 *
 * @param schema the schema of a value that arrived as text
 * @param document the contract, for references
 * @param value the value; its own fields when it is an object
 * @returns the value with lists where the schema wants lists
 */
export function splitCommaLists(schema: JsonSchema, document: OpenApiDocument, value: unknown): unknown {
  const reference = schema['$ref'];
  const name = typeof reference === 'string' ? reference.replace('#/components/schemas/', '') : '';
  const referred = document.components?.schemas?.[name];
  if (referred !== undefined) return splitCommaLists(referred, document, value);
  if (schema['type'] === 'array' && typeof value === 'string') return value === '' ? [] : value.split(',');
  const fields = schema['properties'] as Readonly<Record<string, JsonSchema>> | undefined;
  if (fields === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [
      field,
      splitCommaLists(fields[field] ?? {}, document, part),
    ]),
  );
}
