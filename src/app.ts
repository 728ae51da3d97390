import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.ts';
import type { AppOptions } from './app.module.ts';
import { asyncApiDocument } from './common/asyncapi/asyncapi-document.ts';
import type { Part } from './common/asyncapi/asyncapi-document.ts';
import { BoundedExpressAdapter } from './common/http/bounded-http-server.ts';
import { QuietStart } from './common/logging/quiet-start.ts';
import { openApiDocument } from './common/openapi/openapi-document.ts';
import type { AppConfig } from './config/app-config.ts';
import { eventsChannel } from './events/asyncapi-channel.ts';
import { HandlerRegistry } from './handlers/registry/handler-registry.ts';
import { pluginChannel } from './plugin/protocol/asyncapi-channel.ts';
import { BEARER } from './tenancy/auth/route-access.decorators.ts';
import { API_VERSION } from './common/version.ts';
import { SocketAdapter } from './common/http/socket-adapter.ts';

const UNCOUNTED_PATHS = /^\/health\//;

const TAGS: Readonly<Record<string, string>> = {
  products: 'what a seller has in stock',
  accounts: 'connections to marketplaces',
  catalogue: 'which actions there are, and what their errors mean',
  jobs: 'one action for one product on one account',
  batches: 'one request over many products and accounts',
  tasks: 'the steps of a job',
  events: 'what changes, as a stream',
  webhooks: 'messages about what ended, sent to an address',
  'dead-letters': 'jobs that failed, to be redriven together',
  listings: 'products as they stand on accounts',
  orders: 'what was sold, and telling of a sale',
  'pending-actions': 'what a person is to decide',
  'selling-policy': 'what happens to single pieces that an account cannot end',
  plugin: 'browsers that act for the seller',
  health: 'for orchestrators and load balancers',
  admin: "the operator's routes; scope `admin`",
};

/**
 * Builds the application as it runs everywhere: in the program and in tests.
 * @param config the validated configuration, with `DATABASE_URL` set
 * @param options what differs from the real thing
 * @returns the application, initialised and not listening
 */
export async function createApp(
  config: AppConfig,
  options: AppOptions = {},
): Promise<NestExpressApplication> {
  const app = await assembleApp(config, options);
  await app.init();
  return app;
}

/**
 * Puts the application together without starting anything: it connects to no database, and there is nothing to close.
 * @param config the validated configuration, with `DATABASE_URL` set
 * @param options what differs from the real thing
 * @returns the application, of which only the routes can be looked at
 */
export async function assembleApp(
  config: AppConfig,
  options: AppOptions = {},
): Promise<NestExpressApplication> {
  const server = new BoundedExpressAdapter({
    requestMs: config.HTTP_REQUEST_SECONDS * 1000,
    connections: config.HTTP_MAX_CONNECTIONS,
  });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, options), server, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
    logger: config.LOG_LEVEL === 'silent' ? false : (['error', 'warn'] satisfies LogLevel[]),
  });
  app.useLogger(new QuietStart(app.get(Logger)));
  app.useWebSocketAdapter(new SocketAdapter(app));
  if (config.TRUSTED_PROXIES > 0) app.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(helmet());
  app.set('query parser', 'simple');
  app.set('etag', false);
  SwaggerModule.setup('docs', app, () => describeApi(app, config), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: 'StoFlow API',
    swaggerOptions: { persistAuthorization: true, tagsSorter: 'alpha' },
  });
  serveMessages(app, config);
  return app;
}

/** Beside the OpenAPI document, and public like it: neither tells of any tenant. It is made once somebody asks for it. */
function serveMessages(app: NestExpressApplication, config: AppConfig): void {
  const server = app.getHttpAdapter();
  let document: Part | undefined;
  server.get('/asyncapi-json', (_request, response) => {
    document ??= describeMessages(app, config);
    server.reply(response, document);
  });
}

/**
 * @param app an application from {@link assembleApp} or {@link createApp}
 * @param config its configuration
 * @returns the OpenAPI document of all routes
 */
export function describeApi(app: NestExpressApplication, config: AppConfig): OpenAPIObject {
  return openApiDocument(app, {
    version: API_VERSION,
    server: `http://${config.HTTP_HOST}:${config.HTTP_PORT}`,
    bearer: BEARER,
    uncountedPaths: UNCOUNTED_PATHS,
    tags: TAGS,
    marketplaces: app.get(HandlerRegistry).marketplaces(),
  });
}

/**
 * @param app an application from {@link assembleApp} or {@link createApp}
 * @param config its configuration
 * @returns the AsyncAPI document of the socket for browsers and of the stream of events
 */
export function describeMessages(app: NestExpressApplication, config: AppConfig): Part {
  const { schemas = {} } = describeApi(app, config).components ?? {};
  return asyncApiDocument([pluginChannel(), eventsChannel(schemas, BEARER)], {
    version: API_VERSION,
    host: `${config.HTTP_HOST}:${config.HTTP_PORT}`,
    bearer: BEARER,
  });
}
