import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../src/plugin/protocol/messages.ts';
import { parseMessage } from '../../../src/plugin/protocol/parse-message.ts';
import type { OpenApiDocument } from '../../support/contracts/open-api.ts';
import { documents } from '../../support/documents/document-files.ts';
import { documentedRoutes, errorsIn } from '../../support/documents/documented-route.ts';
import type { DocumentedRoute, ShownBody } from '../../support/documents/documented-route.ts';
import { DocumentedWorld } from '../../support/documents/documented-world.ts';
import { fences } from '../../support/documents/markdown.ts';
import { RouteChecks } from '../../support/documents/route-checks.ts';
import { bearer } from '../../support/tokens.ts';

const ROUTES = [...documents('docs/*_api.md')].flatMap(([path, text]) => documentedRoutes(path, text));
/** Errors that any route may have are told once. */
const COMMON = new Set(errorsIn([...documents('docs/api_conventions.md').values()].join('\n').split('\n')));
/** Needed where a list is of something. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /api/marketplace/tasks': '?job_id=128',
  'GET /api/readiness': '?product_ids=42',
};

describe('the pages of the API', () => {
  let world: DocumentedWorld;
  let checks: RouteChecks;

  beforeAll(async () => {
    world = await DocumentedWorld.start();
    const document = (await (await fetch(`${world.api.url}/docs-json`)).json()) as OpenApiDocument;
    checks = new RouteChecks(document);
  });
  afterAll(() => world.close());

  const ask = async (route: DocumentedRoute, body?: ShownBody): Promise<readonly string[]> => {
    const { method, path } = route;
    const address = await world.address(method, path);
    const response = await fetch(`${world.api.url}${address}${QUERIES[`${method} ${path}`] ?? ''}`, {
      method,
      headers: {
        authorization: await bearer({ tenant: 1, scope: 'tenant admin' }),
        ...(body && { 'content-type': body.language === 'csv' ? 'text/csv' : 'application/json' }),
      },
      ...(body && { body: body.text }),
    });
    // A stream never ends by itself.
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    if (isStream) await response.body?.cancel();
    return checks.answered(route, { status: response.status, text: isStream ? '' : await response.text() });
  };

  it('describe something', () => {
    expect(ROUTES.length).toBeGreaterThan(60);
    expect(ROUTES.flatMap(({ parameters }) => parameters).length).toBeGreaterThan(100);
    expect(COMMON).toContain('401 auth.missing');
  });

  it('show bodies and answers as the OpenAPI document has them', () => {
    expect(ROUTES.flatMap((route) => checks.shown(route))).toEqual([]);
  });

  it('show beside the routes what fits the schema that they name', () => {
    const named = [...documents('docs/**/*.md')].flatMap(([path, text]) =>
      fences(text).flatMap(({ info, line, body }) => {
        const schema = /^schema=(\w+)$/.exec(info)?.[1];
        return schema === undefined
          ? []
          : [{ where: `${path}:${line}`, problems: checks.named(schema, body) }];
      }),
    );
    expect(named).not.toEqual([]);
    expect(named.filter(({ problems }) => problems.length > 0)).toEqual([]);
  });

  it('show messages of the plugin protocol that each side understands', () => {
    const messages = [...documents('docs/plugin_protocol.md').values()].flatMap((text) =>
      fences(text).filter(({ language, body }) => language === 'json' && body.includes('"type": "')),
    );
    expect(messages.length).toBeGreaterThan(15);
    for (const { line, body } of messages) {
      const isClients = Object.hasOwn(CLIENT_MESSAGES, (JSON.parse(body) as { type: string }).type);
      const parsed = isClients ? parseMessage(CLIENT_MESSAGES, body) : parseMessage(SERVER_MESSAGES, body);
      expect({ line, parsed: parsed.type === 'not_understood' ? parsed : 'fine' }).toEqual({
        line,
        parsed: 'fine',
      });
    }
  });

  it('name the parameters that the OpenAPI document has', () => {
    expect(ROUTES.flatMap((route) => checks.parameters(route))).toEqual([]);
  });

  it('name the errors that the OpenAPI document has', () => {
    expect(ROUTES.flatMap((route) => checks.errors(route, COMMON))).toEqual([]);
  });

  it('show requests that the running API answers as it says', async () => {
    const problems: string[] = [];
    // A second account of a marketplace makes every later request say which one it means.
    const connecting = ROUTES.filter(
      ({ method, path }) => `${method} ${path}` === 'POST /api/marketplace/accounts',
    );
    for (const route of [...ROUTES.filter((one) => !connecting.includes(one)), ...connecting]) {
      const bodies = route.requests.length === 0 ? [undefined] : route.requests;
      for (const body of bodies) problems.push(...(await ask(route, body)));
    }
    expect(problems).toEqual([]);
  });
});
