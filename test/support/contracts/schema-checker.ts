import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Contract } from './contract.ts';
import { toJsonSchema } from './json-schema.ts';
import type { JsonSchema } from './open-api.ts';

/** Compares values with the schemas of one contract. */
export class SchemaChecker {
  private readonly strict: Ajv2020;
  private readonly coercing: Ajv2020;
  private readonly documentId: string;

  /** @param contract whose schemas references point to */
  constructor(contract: Contract) {
    this.documentId = `contract://${contract.name}`;
    const schemas = Object.entries(contract.document.components?.schemas ?? {});
    const document = {
      $id: this.documentId,
      components: {
        schemas: Object.fromEntries(
          schemas.map(([name, schema]) => [name, toJsonSchema(schema, this.documentId)]),
        ),
      },
    };
    this.strict = checker(document, false);
    this.coercing = checker(document, true);
  }

  /**
   * @param schema the OpenAPI schema
   * @param value the value
   * @param asText whether values arrived as text, as in forms and addresses, and may be read as numbers or flags
   * @returns what does not fit, empty when all does
   */
  check(schema: JsonSchema, value: unknown, asText: boolean): readonly string[] {
    const ajv = asText ? this.coercing : this.strict;
    // Coercion writes into its input; a wrapper and a copy keep the caller's value as it was.
    const holder = { value: structuredClone(value) };
    const valid = ajv.validate(
      { type: 'object', properties: { value: toJsonSchema(schema, this.documentId) } },
      holder,
    );
    return valid ? [] : (ajv.errors ?? []).map(describe);
  }
}

function checker(document: JsonSchema, coerce: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    coerceTypes: coerce ? 'array' : false,
    logger: false,
  });
  formats.default(ajv);
  // Formats of OpenAPI that JSON Schema does not know say nothing about the value's text.
  for (const format of ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'])
    ajv.addFormat(format, true);
  ajv.addSchema(document);
  return ajv;
}

function describe(error: ErrorObject): string {
  const where = error.instancePath.replace(/^\/value/, '') || '/';
  const extra = (error.params as { additionalProperty?: string }).additionalProperty;
  return `${where} ${error.message ?? ''}${extra === undefined ? '' : ` (${extra})`}`;
}
