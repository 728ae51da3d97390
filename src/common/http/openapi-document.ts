import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { problemResponse } from './api-problem.decorator.ts';
import { withMarketplaces } from './marketplace-examples.ts';
import { ProblemDetails } from './problem-details.ts';

/** Errors that every route behind authentication can answer with. */
const EVERYWHERE: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: {
    'auth.missing': 'This needs an Authorization header with a bearer token.',
    'auth.invalid': 'The bearer token is not valid here.',
    'auth.expired': 'The bearer token has expired.',
  },
  403: {
    'auth.scope_missing': 'The token lacks the scope "tenant".',
    'tenant.suspended': 'This tenant is suspended.',
  },
  429: { 'request.rate_limited': 'Too many requests; see the Retry-After header.' },
};

const DESCRIPTION = `Lists second-hand goods on several marketplaces without losing an operation and without listing
anything twice. Every answer that is not 2xx is problem details (RFC 9457) with a stable \`code\`; lists are pages with
an opaque cursor; a tenant sees its own data only, and another tenant's id is 404.`;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What the document says beside the routes. */
export interface DocumentOptions {
  readonly version: string;
  /** Address of the API, as clients reach it. */
  readonly server: string;
  /** Security scheme of every route that is not public. */
  readonly bearer: string;
  /** Paths that need no token. */
  readonly publicPaths: RegExp;
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
  for (const [path, item] of Object.entries(document.paths)) {
    if (options.publicPaths.test(path)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      operation.security ??= [{ [options.bearer]: [] }];
      for (const [status, problems] of Object.entries(EVERYWHERE)) {
        operation.responses[status] ??= problemResponse(Number(status), problems);
      }
    }
  }
  return withMarketplaces(document, options.marketplaces);
}
