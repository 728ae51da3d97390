import type { Params } from 'nestjs-pino';
import type { Logger } from 'pino';
import type { Options } from 'pino-http';
import { wallClock } from '../clock.ts';
import type { AppConfig } from '../../config/app-config.ts';
import { assignRequestId } from '../http/request-id.ts';
import { logIds } from './log-ids.ts';
import { redactSecrets, redactText } from './redact-secrets.ts';
import { serializeError } from './serialize-error.ts';

/** Where log lines go instead of standard output. */
export interface LogDestination {
  /** @param line one line of JSON */
  write(line: string): void;
}

/**
 * Options of the log: JSON lines, one per request, never with headers, bodies, queries or secrets.
 * @param config names the level
 * @param destination takes the lines; standard output by default
 * @returns options for nestjs-pino
 */
export function loggerOptions(config: Pick<AppConfig, 'LOG_LEVEL'>, destination?: LogDestination): Params {
  const options: Options = {
    level: config.LOG_LEVEL,
    genReqId: assignRequestId,
    base: null,
    timestamp: () => `,"time":"${wallClock().toISOString()}"`,
    // What a line says itself comes before what it is about.
    mixin: (_entry, _level, logger) => ({ ...requestIdOf(logger), ...logIds() }),
    formatters: {
      level: (label) => ({ level: label }),
      log: (entry) => redactSecrets(entry) as Record<string, unknown>,
    },
    hooks: {
      logMethod(args, method): void {
        const clean = args.map((part: unknown) => (typeof part === 'string' ? redactText(part) : part));
        method.apply(this, clean as typeof args);
      },
    },
    serializers: {
      err: serializeError,
      req: (request: { id: unknown; method: string; url: string; originalUrl?: string }) => ({
        id: request.id,
        method: request.method,
        // Queries may carry signatures; and a signed path is a permission as long as it is good.
        path: redactText((request.originalUrl ?? request.url).split('?', 1)[0] ?? ''),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    // Ours read the error and the request themselves, not pino's own excerpt of them.
    wrapSerializers: false,
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
    autoLogging: { ignore: (request) => (request.url ?? '').startsWith('/health/') },
  };
  return { pinoHttp: destination === undefined ? options : [options, destination] };
}

/**
 * The id of a request stands for itself as well, so that all lines about it are found alike. It is looked up when a line is
 * written: a further logger that has it from the beginning (`customProps`) costs each request more than that.
 */
function requestIdOf(logger: Logger): { readonly request_id?: unknown } {
  const { req } = logger.bindings() as { readonly req?: { readonly id: unknown } };
  return req === undefined ? {} : { request_id: req.id };
}
