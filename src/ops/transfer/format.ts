import { DomainError } from '../../domain/errors.ts';

/** What the first line of a file says it is. */
export const FORMAT = 'stoflow-tenant';
/** Grows when a file of before could no longer be read. */
export const FORMAT_VERSION = 1;

/**
 * Tables of a tenant, in an order in which rows may be inserted, with what they are sorted by. What is not listed here
 * would be lost on the way; a test compares the list with the schema.
 */
export const TENANT_TABLES: readonly (readonly [table: string, order: string])[] = [
  ['products', 'id'],
  ['marketplace_accounts', 'id'],
  ['listings', 'id'],
  ['batch_jobs', 'id'],
  ['marketplace_jobs', 'id'],
  ['marketplace_tasks', 'id'],
  ['job_events', 'id'],
  ['pending_actions', 'id'],
  ['orders', 'id'],
  ['stock_holds', 'id'],
  ['plugin_devices', 'id'],
  ['bulk_requests', 'id'],
  ['webhook_endpoints', 'id'],
  ['webhook_deliveries', 'id'],
  ['job_summaries', 'day, marketplace, action_code, status, error_code'],
];

/** Tables whose rows stay: a consent that is under way comes back to where it began. */
export const LEFT_TABLES: readonly string[] = ['account_consents'];

/** Shared tables that have rows of a tenant which move with it, in the same manner; they follow its own tables. */
export const SHARED_TABLES: readonly (readonly [table: string, order: string])[] = [
  ['lanes', 'account_id'],
  ['job_queue', 'seq'],
  ['recurring_actions', 'account_id, action_code'],
];

/** First line of a file: whose rows follow, and what they need. */
export interface TransferHeader {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly schema_version: string;
  readonly exported_at: string;
  /** Whether the source was suspended first, so that nothing runs in two places. */
  readonly handed_over: boolean;
  /** Salt of the key that the credentials are sealed with; null where they were left out. */
  readonly credentials_salt: string | null;
  readonly tenant: { readonly id: number } & Readonly<Record<string, unknown>>;
  /** What the catalogue's ids mean: they differ from database to database. */
  readonly action_types: Readonly<Record<string, string>>;
  /** The newest id that each table ever gave out: ids of rows that are gone are not used again. */
  readonly sequences: Readonly<Record<string, number>>;
}

/** Last line: without it, or with another number or hash, the file is not whole. */
export interface TransferEnd {
  readonly end: true;
  readonly rows: number;
  /** SHA-256 of all lines before it, each with its line feed, in hex. */
  readonly sha256: string;
}

/** The file cannot be imported. */
export class TransferRefusedError extends DomainError {
  /**
   * @param code what is wrong with it, after `transfer.`
   * @param message the same in a sentence
   */
  constructor(code: string, message: string) {
    super(`transfer.${code}`, 'unprocessable', message);
  }
}
