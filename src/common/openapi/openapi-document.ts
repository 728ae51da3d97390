import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { withMarketplaces } from '../http/marketplace-examples.ts';
import { ProblemDetails } from '../http/problem-details.ts';
import { ANSWER_HEADERS } from './answer-headers.ts';
import { CommonAnswers } from './common-answers.ts';
import { completeSchema } from './complete-schema.ts';
import { SCOPE_EXTENSION } from './common-problems.ts';
import { describePathIds } from './path-ids.ts';

const DESCRIPTION = `Lists second-hand goods on several marketplaces without losing an operation and without listing
anything twice. Every answer that is not 2xx is problem details (RFC 9457) with a stable \`code\`; lists are pages with
an opaque cursor; a tenant sees its own data only, and another tenant's id is 404. Times are RFC 3339 in UTC.`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What the document says beside the routes. */
export interface DocumentOptions {
  readonly version: string;
  /** Address of the API, as clients reach it. */
  readonly server: string;
  /** Security scheme of every route that is not public. */
  readonly bearer: string;
  /** Paths whose requests are not counted. */
  readonly uncountedPaths: RegExp;
  /** Descriptions by tag. */
  readonly tags: Readonly<Record<string, string>>;
  /** Names of the marketplaces; the examples use the first one. */
  readonly marketplaces: readonly string[];
}

/**
 * Describes all routes of an application.
 * @param app the application, not necessarily listening
 * @param options what cannot be read off the routes
 * @returns the OpenAPI document
 */
export function openApiDocument(app: INestApplication, options: DocumentOptions): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('StoFlow')
    .setDescription(DESCRIPTION)
    .setVersion(options.version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(options.server)
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'claims `sub`, `tenant`, `scope`' },
      options.bearer,
    );
  for (const [name, description] of Object.entries(options.tags)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels: [ProblemDetails],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  complete(document, options);
  return withMarketplaces(document, options.marketplaces);
}

/** Adds what the layer around the routes does, and what follows from a path or a type. */
function complete(document: OpenAPIObject, options: DocumentOptions): void {
  const answers = new CommonAnswers();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const scope = scopeOf(operation);
      operation.security ??= scope === 'none' ? [] : [{ [options.bearer]: [] }];
      operation.parameters = describePathIds(path, operation.parameters);
      operation.responses = answers.of(path, {
        operation,
        scope,
        isThrottled: !options.uncountedPaths.test(path),
      });
    }
  }
  const schemas = Object.entries(document.components?.schemas ?? {});
  document.components = {
    ...document.components,
    headers: ANSWER_HEADERS,
    responses: answers.shared,
    schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, completeSchema(schema)])),
  };
}

function scopeOf(operation: object): string {
  const { [SCOPE_EXTENSION]: scope = 'tenant' } = operation as { readonly [SCOPE_EXTENSION]?: string };
  return scope;
}
