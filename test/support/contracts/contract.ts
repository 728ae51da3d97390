import type { OpenApiDocument, OpenApiOperation, OpenApiParameter, OpenApiPath } from './open-api.ts';

/** An operation of a contract that fits a call. */
export interface ContractMatch {
  readonly contract: Contract;
  readonly operationId: string;
  readonly operation: OpenApiOperation;
  readonly parameters: readonly OpenApiParameter[];
  readonly pathValues: Readonly<Record<string, string>>;
}

/** One OpenAPI file. */
export class Contract {
  /** File name without its ending. */
  readonly name: string;
  readonly document: OpenApiDocument;

  /**
   * @param name file name without its ending
   * @param document the parsed file
   */
  constructor(name: string, document: OpenApiDocument) {
    this.name = name;
    this.document = document;
  }

  /**
   * @param method HTTP method, upper case
   * @param path path without its query
   * @returns the operation with the fewest path parameters that fits, undefined when none does
   */
  find(method: string, path: string): ContractMatch | undefined {
    const base = basePath(this.document);
    const found: { match: ContractMatch; parameters: number }[] = [];
    for (const [template, item] of Object.entries(this.document.paths ?? {})) {
      const operation = item[method.toLowerCase()] as OpenApiOperation | undefined;
      const pathValues = operation === undefined ? undefined : valuesOf(`${base}${template}`, path);
      if (operation === undefined || pathValues === undefined) continue;
      const match = {
        contract: this,
        operationId: operation.operationId ?? `${method} ${template}`,
        operation,
        parameters: parametersOf(item, operation),
        pathValues,
      };
      found.push({ match, parameters: Object.keys(pathValues).length });
    }
    return found.sort((a, b) => a.parameters - b.parameters)[0]?.match;
  }
}

function parametersOf(item: OpenApiPath, operation: OpenApiOperation): readonly OpenApiParameter[] {
  const own = operation.parameters ?? [];
  const inherited = (item.parameters ?? []).filter(
    (shared) => !own.some((parameter) => parameter.name === shared.name && parameter.in === shared.in),
  );
  return [...inherited, ...own];
}

// A server's address may carry a path that every template is relative to; ignoring it makes a right call look wrong.
function basePath(document: OpenApiDocument): string {
  const url = document.servers?.[0]?.url ?? 'http://none';
  return new URL(url, 'http://none').pathname.replace(/\/$/, '');
}

function valuesOf(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.replace(/\/$/, '').split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === '') return undefined;
    if (name !== undefined) values[name] = decodeURIComponent(value);
  }
  return values;
}
