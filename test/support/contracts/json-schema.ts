import type { JsonSchema } from './open-api.ts';

/**
 * Turns an OpenAPI schema (3.0 or 3.1) into JSON Schema 2020-12 as Ajv reads it: `nullable` becomes a null type,
 * boolean exclusive bounds become numbers, references point into the document, and an object that names its fields
 * takes no others, unless it says so: a misspelt field must not pass.
 *
 * @param schema the schema
 * @param documentId `$id` under which the document's own schemas are known
 * @param open whether unnamed fields stay allowed; set inside compositions, whose parts only see their own fields
 * @returns the JSON Schema
 */
export function toJsonSchema(schema: JsonSchema, documentId: string, open = false): JsonSchema {
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'nullable' || key === 'example' || key === 'examples' || key === 'discriminator') continue;
    converted[key] = convertKeyword(key, value, documentId, open);
  }
  exclusiveBound(converted, 'exclusiveMinimum', 'minimum');
  exclusiveBound(converted, 'exclusiveMaximum', 'maximum');
  const composed = ['allOf', 'anyOf', 'oneOf'].some((key) => key in converted);
  if ('properties' in converted && !('additionalProperties' in converted) && !open && !composed) {
    converted['additionalProperties'] = false;
  }
  return schema['nullable'] === true ? nullable(converted) : converted;
}

function convertKeyword(key: string, value: unknown, documentId: string, open: boolean): unknown {
  if (key === '$ref' && typeof value === 'string') return value.replace(/^#/, `${documentId}#`);
  if (key === 'properties') {
    return Object.fromEntries(
      Object.entries(value as Record<string, JsonSchema>).map(([name, part]) => [
        name,
        toJsonSchema(part, documentId),
      ]),
    );
  }
  if (['allOf', 'anyOf', 'oneOf'].includes(key)) {
    return (value as JsonSchema[]).map((part) => toJsonSchema(part, documentId, key === 'allOf' || open));
  }
  if (['items', 'additionalProperties', 'not'].includes(key) && typeof value === 'object' && value !== null) {
    return toJsonSchema(value as JsonSchema, documentId);
  }
  return value;
}

function exclusiveBound(schema: Record<string, unknown>, exclusive: string, plain: string): void {
  if (typeof schema[exclusive] !== 'boolean') return;
  if (schema[exclusive] === true) {
    schema[exclusive] = schema[plain];
    Reflect.deleteProperty(schema, plain);
  } else Reflect.deleteProperty(schema, exclusive);
}

function nullable(schema: Record<string, unknown>): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}
