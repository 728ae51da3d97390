import type { ApiDocument } from './api-document.ts';
import { object } from './json.ts';
import type { JsonObject } from './json.ts';

/** Decides about a property by its name; undefined leaves it to the document's example. */
export type Choice = (name: string) => unknown;

/**
 * Makes a body as the document shows it: every property with its example, or the least that its type allows.
 * @param document where references lead
 * @param schema of the body
 * @param choose values for properties by their names
 * @returns the body
 */
export function sampleBody(
  document: ApiDocument,
  schema: unknown,
  choose: Choice = () => undefined,
): unknown {
  const resolved = document.resolve(schema);
  if (resolved['type'] === 'object' && resolved['properties'] !== undefined) {
    return Object.fromEntries(
      Object.entries(object(resolved['properties'])).map(([name, property]) => [
        name,
        choose(name) ?? sampleBody(document, property, choose),
      ]),
    );
  }
  return sampleValue(document, resolved, choose);
}

function sampleValue(document: ApiDocument, schema: JsonObject, choose: Choice): unknown {
  const { example, enum: values, default: usual, type, format } = schema;
  if (example !== undefined) return example;
  if (usual !== undefined) return usual;
  if (Array.isArray(values)) return values[0] as unknown;
  if (type === 'array') return [sampleBody(document, schema['items'], choose)];
  if (type === 'number' || type === 'integer') return schema['minimum'] ?? 1;
  if (type === 'boolean') return true;
  if (type === 'object') return {};
  return format === 'date-time' ? '2030-01-01T00:00:00Z' : 'text';
}
