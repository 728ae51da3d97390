import { object } from './json.ts';
import type { JsonObject } from './json.ts';

/** One operation of the API, as its own document describes it. */
export interface Operation {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** JSON schema of the body; undefined where it takes none. */
  readonly body: JsonObject | undefined;
  readonly isPublic: boolean;
  /** Whether it is for operators. */
  readonly isAdmins: boolean;
  /** Whether its answer never ends by itself. */
  readonly isStream: boolean;
  /** Statuses that it may answer with. */
  readonly statuses: readonly number[];
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: JsonObject;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The OpenAPI document of a running application. Whatever is generated from it covers a new route by itself. */
export class ApiDocument {
  private constructor(private readonly document: JsonObject) {}

  /**
   * @param url of the application
   * @returns its document
   */
  static async of(url: string): Promise<ApiDocument> {
    return new ApiDocument(object(await (await fetch(`${url}/docs-json`)).json()));
  }

  /** @returns every operation, in the order of the document */
  operations(): readonly Operation[] {
    return Object.entries(object(this.document['paths'])).flatMap(([path, methods]) =>
      Object.entries(object(methods))
        .filter(([method]) => METHODS.includes(method))
        .map(([method, operation]) => this.operation(method.toUpperCase(), path, object(operation))),
    );
  }

  /** @returns a schema with its reference followed */
  resolve(schema: unknown): JsonObject {
    const found = object(schema);
    const [only] = Array.isArray(found['allOf']) ? (found['allOf'] as unknown[]) : [];
    if (only !== undefined) return this.resolve(only);
    const reference = found['$ref'];
    if (typeof reference !== 'string') return found;
    const name = reference.split('/').at(-1) ?? '';
    return this.resolve(object(object(this.document['components'])['schemas'])[name]);
  }

  private operation(method: string, path: string, operation: JsonObject): Operation {
    const content = object(object(operation['requestBody'])['content']);
    const json = content['application/json'];
    return {
      method,
      path,
      parameters: ((operation['parameters'] ?? []) as Parameter[]).map((parameter) => ({
        ...parameter,
        schema: this.resolve(parameter.schema),
      })),
      body: json === undefined ? undefined : this.resolve(object(json)['schema']),
      isPublic: Array.isArray(operation['security']) && operation['security'].length === 0,
      isAdmins: ((operation['tags'] ?? []) as string[]).includes('admin'),
      isStream: 'text/event-stream' in object(object(object(operation['responses'])['200'])['content']),
      statuses: Object.keys(object(operation['responses'])).map(Number),
    };
  }
}
