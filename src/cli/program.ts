import type { Readable } from 'node:stream';
import type { AppConfig } from '../config/app-config.ts';
import type { ProductSnapshot } from '../domain/snapshots.ts';
import type { HandlerDescription } from '../handlers/registry/handler-descriptions.ts';
import type { ErrorBook } from '../handlers/registry/error-book.ts';
import type { MigrationLists } from '../tenancy/migrations/migration-lists.ts';
import type { Terminal } from './progress.ts';

/** What a command is given: the program it belongs to, and where to read and write. */
export interface Program {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly migrations: MigrationLists;
  /** Makes the OpenAPI document; it connects to no database. */
  readonly describeApi: (config: AppConfig) => Promise<object>;
  /** Makes the AsyncAPI document; it connects to no database. */
  readonly describeMessages: (config: AppConfig) => Promise<object>;
  /** Tells what every handler does with a product; it connects to no database. */
  readonly describeHandlers: (
    config: AppConfig,
    product: ProductSnapshot,
  ) => Promise<readonly HandlerDescription[]>;
  /** Collects what every error code means; it connects to no database. */
  readonly errorBook: (config: AppConfig) => Promise<ErrorBook>;
  /** Writes to standard output: what was asked for and nothing else. */
  readonly print: (text: string) => void;
  /** Writes a line to standard output; resolves when there is room for the next. */
  readonly write: (line: string) => Promise<void>;
  /** Standard input. */
  readonly input: Readable;
  /** Where standard error is seen by a person who may be shown how far it is; undefined in a log, a pipe or a test. */
  readonly terminal?: Terminal | undefined;
  /** Writes to standard error: what a person should know. */
  readonly note: (text: string) => void;
}

/** One command of the command line. */
export interface Command {
  /** Its words, e.g. `tenants provision`. */
  readonly name: string;
  /** Its options, as a person reads them. */
  readonly usage: string;
  /** One sentence. */
  readonly summary: string;
  /**
   * @param program what it works on
   * @param args what follows its words
   * @returns the exit code: 0 done, 1 failed
   * @throws {UsageError} for arguments it does not understand
   */
  run(program: Program, args: readonly string[]): Promise<number>;
}

/** The arguments are not what the command takes; exit code 2. */
export class UsageError extends Error {}
