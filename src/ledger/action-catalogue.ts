import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { DomainError } from '../domain/errors.ts';
import type { BackoffPolicy } from '../domain/retry-policy.ts';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';

/** One row of the catalogue: an action on a marketplace, and how its jobs are run. Every column is obeyed. */
export interface ActionType {
  readonly id: number;
  readonly marketplace: Marketplace;
  readonly code: ActionCode;
  readonly name: string;
  readonly description: string;
  /** Priority of its jobs where the request names none; 1 is the most urgent. */
  readonly priority: number;
  /** True where one job covers a whole account and no product is named. */
  readonly isBatch: boolean;
  /** Least time between two calls of one account, in milliseconds; 0 for none. */
  readonly rateLimitMs: number;
  /** Executions that may end in a failure before the job does. */
  readonly maxAttempts: number;
  /** Longest time of one step where the step names none. */
  readonly timeoutSeconds: number;
  readonly backoff: BackoffPolicy;
  /** True where the lane runs only while the seller's browser plugin is connected. */
  readonly needsPlugin: boolean;
  /** Seconds between two jobs of an account that nobody has to ask for; null where each is asked for. */
  readonly everySeconds: number | null;
}

/** The actions there are. Read at first use and kept: rows change only by migration, hence with a new start. */
@Injectable()
export class ActionCatalogue {
  private rows: Promise<readonly ActionType[]> | undefined;

  constructor(private readonly database: Database) {}

  /**
   * Lists every action.
   * @returns the catalogue, by marketplace and code
   */
  async all(): Promise<readonly ActionType[]> {
    this.rows ??= this.load();
    return this.rows;
  }

  /**
   * Finds an action.
   * @param marketplace the marketplace's name
   * @param code the action's code
   * @returns its row
   * @throws {DomainError} `action.unknown_marketplace` or `action.unknown`, naming the field
   */
  async get(marketplace: Marketplace, code: ActionCode): Promise<ActionType> {
    const all = await this.all();
    const found = all.find((row) => row.marketplace === marketplace && row.code === code);
    if (found !== undefined) return found;
    const known = all.some((row) => row.marketplace === marketplace);
    const field = known ? 'action_code' : 'marketplace';
    const errorCode = known ? 'action.unknown' : 'action.unknown_marketplace';
    const message = known
      ? `${marketplace} has no action ${code}.`
      : `There is no marketplace ${marketplace} here.`;
    throw new DomainError(errorCode, 'invalid', message, { fields: [{ field, code: errorCode, message }] });
  }

  private async load(): Promise<readonly ActionType[]> {
    const rows = await this.database.query<Omit<ActionType, 'backoff'> & { baseMs: number; capMs: number }>(
      `select id, marketplace, code, name, description, priority, is_batch as "isBatch",
              rate_limit_ms as "rateLimitMs", max_attempts as "maxAttempts", timeout_seconds as "timeoutSeconds",
              backoff_base_ms as "baseMs", backoff_cap_ms as "capMs", needs_plugin as "needsPlugin",
              every_seconds as "everySeconds"
       from public.marketplace_action_types order by marketplace, code`,
    );
    return rows.map(({ baseMs, capMs, ...row }) => ({ ...row, backoff: { baseMs, capMs } }));
  }
}
