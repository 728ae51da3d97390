import { Contract } from '../contracts/contract.ts';
import type { JsonSchema, OpenApiContent, OpenApiDocument } from '../contracts/open-api.ts';
import { SchemaChecker } from '../contracts/schema-checker.ts';
import { object } from '../openapi/json.ts';
import type { DocumentedRoute, ShownBody } from './documented-route.ts';

/** Times as ISO 8601 has them, wherever they stand in a text of JSON. */
const TIME = /"(\d{4}-\d\d-\d\dT[^"]*)"/g;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Compares what pages say of routes, and what routes answer, with the OpenAPI document. */
export class RouteChecks {
  private readonly checker: SchemaChecker;

  /** @param document the OpenAPI document of a running application */
  constructor(private readonly document: OpenApiDocument) {
    this.checker = new SchemaChecker(new Contract('stoflow', document));
  }

  /** @returns what is wrong with the bodies that a page shows for a route */
  shown(route: DocumentedRoute): readonly string[] {
    const { requests, answers } = route;
    const where = ({ line }: ShownBody): string => `${route.document}:${line}`;
    return [
      ...requests
        .filter(({ language }) => language === 'json')
        .flatMap((body) => this.against(this.requestOf(route), JSON.parse(body.text), where(body))),
      ...answers.flatMap(({ status, body }) => {
        const content = this.answerOf(route, status);
        if (content === undefined) return [`${route.document}:${route.line}: there is no answer ${status}`];
        return body === undefined ? [] : this.against(content, JSON.parse(body.text), where(body));
      }),
    ];
  }

  /**
   * @param name of a schema of the OpenAPI document
   * @param text JSON
   * @returns in what the text does not fit the schema
   */
  named(name: string, text: string): readonly string[] {
    return this.checker.check({ $ref: `#/components/schemas/${name}` }, JSON.parse(text), false);
  }

  /** @returns parameters that only the page or only the program knows */
  parameters(route: DocumentedRoute): readonly string[] {
    const known = ((this.operation(route)['parameters'] ?? []) as readonly { readonly name: string }[]).map(
      ({ name }) => name,
    );
    const where = `${route.document}: ${route.method} ${route.path}`;
    return [
      ...route.parameters.filter((name) => !known.includes(name)).map((name) => `${where} takes no ${name}`),
      ...known
        .filter((name) => !route.parameters.includes(name))
        .map((name) => `${where} does not mention ${name}`),
    ];
  }

  /**
   * @param route the route
   * @param common errors that any route may have, as `404 product.not_found`
   * @returns errors that only the page or only the program knows
   */
  errors(route: DocumentedRoute, common: ReadonlySet<string>): readonly string[] {
    const known = this.errorsOf(route);
    const where = `${route.document}: ${route.method} ${route.path}`;
    return [
      ...route.errors.filter((error) => !known.has(error)).map((error) => `${where} has no error ${error}`),
      ...[...known]
        .filter((error) => !common.has(error) && !route.errors.includes(error))
        .map((error) => `${where} does not mention ${error}`),
    ];
  }

  /** @returns what is wrong with an answer of the running application */
  answered(
    route: DocumentedRoute,
    answer: { readonly status: number; readonly text: string },
  ): readonly string[] {
    const where = `${route.document}:${route.line}: ${route.method} ${route.path}`;
    const { status, text } = answer;
    if (!route.answers.some((expected) => expected.status === status))
      return [`${where} is ${status}: ${text}`];
    const content = this.answerOf(route, status) ?? {};
    if (content['application/json'] === undefined) return [];
    const strange = [...text.matchAll(TIME)].flatMap(([, time = '']) => (UTC.test(time) ? [] : [time]));
    return [
      ...this.against(content, JSON.parse(text), where),
      ...strange.map((time) => `${where} writes a time as ${time}`),
    ];
  }

  private against(content: OpenApiContent, value: unknown, where: string): readonly string[] {
    const schema: JsonSchema = content['application/json']?.schema ?? {};
    return this.checker.check(schema, value, false).map((problem) => `${where}: ${problem}`);
  }

  private requestOf(route: DocumentedRoute): OpenApiContent {
    return object(this.operation(route)['requestBody'])['content'] as OpenApiContent;
  }

  private answerOf(route: DocumentedRoute, status: number): OpenApiContent | undefined {
    const answer = object(this.operation(route)['responses'])[String(status)];
    return answer === undefined ? undefined : ((object(answer)['content'] ?? {}) as OpenApiContent);
  }

  private errorsOf(route: DocumentedRoute): ReadonlySet<string> {
    const shared = object(object(this.document.components)['responses']);
    const found = new Set<string>();
    for (const [status, answer] of Object.entries(object(this.operation(route)['responses']))) {
      const reference = object(answer)['$ref'];
      const name = typeof reference === 'string' ? (reference.split('/').at(-1) ?? '') : '';
      const content = object(object(shared[name] ?? answer)['content']);
      for (const code of Object.keys(object(object(content['application/problem+json'])['examples']))) {
        found.add(`${status} ${code}`);
      }
    }
    return found;
  }

  private operation({ method, path }: DocumentedRoute): Readonly<Record<string, unknown>> {
    return object(object(this.document.paths?.[path])[method.toLowerCase()]);
  }
}
