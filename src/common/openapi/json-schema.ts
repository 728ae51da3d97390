type Schema = Readonly<Record<string, unknown>>;

const PREFIX = '#/components/schemas/';

/**
 * Takes schemas out of an OpenAPI 3.0 document, as JSON schemas: 3.0 writes null and examples in a way of its own.
 * @param schemas of the document, by name
 * @param names of those that are wanted
 * @returns them and all that they refer to, by name
 * @throws {Error} for a name that the document does not have
 */
export function jsonSchemas(
  schemas: Readonly<Record<string, object>>,
  names: readonly string[],
): Readonly<Record<string, Schema>> {
  const taken: Record<string, Schema> = {};
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (name in taken) continue;
    const schema = schemas[name];
    if (schema === undefined) throw new Error(`the OpenAPI document has no schema ${name}`);
    taken[name] = converted(schema as Schema);
    for (const [, referred = ''] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      left.push(referred);
  }
  return Object.fromEntries(Object.entries(taken).sort(([a], [b]) => a.localeCompare(b, 'en')));
}

/** @returns a reference to a schema that {@link jsonSchemas} takes */
export const schemaReference = (name: string): Schema => ({ $ref: `${PREFIX}${name}` });

function converted(schema: Schema): Schema {
  const { nullable, example, properties, items, allOf, oneOf, anyOf, additionalProperties, ...rest } = schema;
  const plain: Schema = {
    ...rest,
    ...(example !== undefined && { examples: [example] }),
    ...(properties !== undefined && { properties: mapped(properties as Record<string, Schema>) }),
    ...(items !== undefined && { items: converted(items as Schema) }),
    ...(allOf !== undefined && { allOf: (allOf as Schema[]).map(converted) }),
    ...(oneOf !== undefined && { oneOf: (oneOf as Schema[]).map(converted) }),
    ...(anyOf !== undefined && { anyOf: (anyOf as Schema[]).map(converted) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object'
          ? converted(additionalProperties as Schema)
          : additionalProperties,
    }),
  };
  return nullable === true ? orNull(plain) : plain;
}

function mapped(properties: Readonly<Record<string, Schema>>): Readonly<Record<string, Schema>> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, converted(schema)]));
}

function orNull(schema: Schema): Schema {
  const { description, examples, ...rest } = schema;
  const words = {
    ...(description !== undefined && { description }),
    ...(examples !== undefined && { examples }),
  };
  if (typeof rest['type'] !== 'string' || 'allOf' in rest) {
    return { ...words, anyOf: [rest, { type: 'null' }] };
  }
  const { enum: values } = rest as { readonly enum?: readonly unknown[] };
  return {
    ...words,
    ...rest,
    type: [rest['type'], 'null'],
    ...(values !== undefined && { enum: [...new Set([...values, null])] }),
  };
}
