import type { LoggerService } from '@nestjs/common';

/** Where Nest tells, at every start, of each module and each route: they are in the code and in `/docs`. */
const OF_THE_START: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
  'NestApplication',
]);

/** Passes lines on, and what Nest says of its own start as details: between them nobody finds what the program says. */
export class QuietStart implements LoggerService {
  /** @param logger takes the lines */
  constructor(private readonly logger: Required<Omit<LoggerService, 'setLogLevels'>>) {}

  /** @param line what is said, and by whom at the end */
  log(...line: readonly [unknown, ...unknown[]]): void {
    if (OF_THE_START.has(line.at(-1))) this.logger.debug(...line);
    else this.logger.log(...line);
  }

  /** @param line what is said */
  error(...line: readonly [unknown, ...unknown[]]): void {
    this.logger.error(...line);
  }

  /** @param line what is said */
  warn(...line: readonly [unknown, ...unknown[]]): void {
    this.logger.warn(...line);
  }

  /** @param line what is said */
  debug(...line: readonly [unknown, ...unknown[]]): void {
    this.logger.debug(...line);
  }

  /** @param line what is said */
  verbose(...line: readonly [unknown, ...unknown[]]): void {
    this.logger.verbose(...line);
  }

  /** @param line what is said */
  fatal(...line: readonly [unknown, ...unknown[]]): void {
    this.logger.fatal(...line);
  }
}
