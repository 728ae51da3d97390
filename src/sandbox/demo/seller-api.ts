import { listOf, numberOf, objectOf, textOf } from './json.ts';
import type { Json } from './json.ts';
import { jobOf } from './job-view.ts';
import type { JobView } from './job-view.ts';
import { MARKET_NAMES } from './markets/market.ts';
import type { RestClient } from './rest-client.ts';

/** What jobs have come to. */
export interface BatchCounts {
  readonly total: number;
  readonly pending: number;
  readonly processing: number;
  readonly completed: number;
  readonly failed: number;
}

/** A batch, all together and by marketplace. */
export interface BatchProgress {
  readonly status: string;
  readonly marketplaces: ReadonlyMap<string, BatchCounts>;
}

/** A product that does not fit a marketplace, with the reasons. */
export interface Misfit {
  readonly sku: string;
  readonly reasons: readonly string[];
}

/** Statuses of a batch that can still change by itself. */
const OPEN = ['pending', 'processing'];
/** Entries of one page; the API gives at most so many. */
const PAGE = 200;

/** The API as a seller's program uses it; every call is documented at `/docs`. */
export class SellerApi {
  /** @param rest a client with the seller's token */
  constructor(private readonly rest: RestClient) {}

  /**
   * Connects an account.
   * @param account name, tokens where there are any, and settings
   * @returns its id
   */
  async connect(account: {
    readonly marketplace: string;
    readonly name: string;
    readonly externalId: string;
    readonly refreshToken?: string;
    readonly settings: Json;
  }): Promise<number> {
    const { marketplace, name, refreshToken, settings } = account;
    const body = {
      marketplace,
      name,
      external_id: account.externalId,
      ...(refreshToken === undefined ? {} : { credentials: { refresh_token: refreshToken } }),
      settings,
    };
    return numberOf(await this.#post('/api/marketplace/accounts', body), 'id');
  }

  /** @returns a code to type into the extension */
  async pairBrowser(): Promise<string> {
    return textOf(await this.#post('/api/plugin/devices', { name: 'Laptop' }), 'pairing_code') ?? '';
  }

  /**
   * Has the marketplace asked whether an account has all it needs.
   * @param accountId the account
   * @returns what is missing, in words
   */
  async verify(accountId: number): Promise<readonly string[]> {
    const verification = await this.#post(`/api/marketplace/accounts/${accountId}/verify`, {});
    return listOf(verification, 'items')
      .filter(({ ok }) => ok !== true)
      .map((item) => textOf(item, 'message') ?? '');
  }

  /**
   * Imports a file of products.
   * @param csv the file
   * @returns how many are new, and what is wrong with the others
   */
  async importProducts(
    csv: string,
  ): Promise<{ readonly imported: number; readonly wrong: readonly string[] }> {
    const result = objectOf(await this.rest.send('/api/products/import', { method: 'POST', body: csv }));
    return {
      imported: numberOf(result, 'imported'),
      wrong: listOf(result, 'rows').map((row) => `row ${numberOf(row, 'row')}: ${textOf(row, 'message')}`),
    };
  }

  /** @returns the ids of all products with their SKUs */
  async products(): Promise<ReadonlyMap<number, string>> {
    const products = await this.#all('/api/products?');
    return new Map(products.map((product) => [numberOf(product, 'id'), textOf(product, 'sku') ?? '']));
  }

  /**
   * Asks which products fit, without queueing anything.
   * @param productIds the products
   * @returns those that do not fit
   */
  async dryRun(productIds: readonly number[]): Promise<readonly Misfit[]> {
    const answer = await this.#post('/api/batch-jobs', { ...publish(productIds), dry_run: true });
    const refused = listOf(answer, 'accounts').flatMap((account) => listOf(account, 'refused'));
    return refused.map((subject) => ({
      sku: textOf(subject, 'sku') ?? '',
      reasons: listOf(subject, 'fields').map((field) => textOf(field, 'message') ?? ''),
    }));
  }

  /**
   * Asks for the products to be published.
   * @param productIds the products
   * @param idempotencyKey a repeat under the same key changes nothing
   * @returns the batch's id
   */
  async publish(productIds: readonly number[], idempotencyKey: string): Promise<number> {
    const headers = { 'idempotency-key': idempotencyKey };
    const request = { method: 'POST', body: publish(productIds), headers } as const;
    return numberOf(objectOf(await this.rest.send('/api/batch-jobs', request)), 'id');
  }

  /**
   * @param batchId the batch
   * @returns how far it has come
   */
  async batch(batchId: number): Promise<BatchProgress> {
    const batch = objectOf(await this.rest.send(`/api/batch-jobs/${batchId}`));
    const marketplaces = listOf(objectOf(batch['summary']), 'marketplaces');
    return {
      status: textOf(batch, 'status') ?? '',
      marketplaces: new Map(
        marketplaces.map((progress) => [textOf(progress, 'marketplace') ?? '', countsOf(progress)]),
      ),
    };
  }

  /**
   * @param batchId the batch
   * @param status only jobs in this status; all when absent
   * @returns its jobs, without their tasks
   */
  async jobs(batchId: number, status?: string): Promise<readonly JobView[]> {
    const filter = status === undefined ? '' : `&status=${status}`;
    return (await this.#all(`/api/marketplace/jobs?batch_id=${batchId}${filter}&`)).map(jobOf);
  }

  /**
   * @param jobId the job
   * @returns it with its tasks
   */
  async job(jobId: number): Promise<JobView> {
    return jobOf(objectOf(await this.rest.send(`/api/marketplace/jobs/${jobId}`)));
  }

  async #post(path: string, body: Json): Promise<Json> {
    return objectOf(await this.rest.send(path, { method: 'POST', body }));
  }

  async #all(path: string): Promise<readonly Json[]> {
    const entries: Json[] = [];
    let cursor: string | undefined;
    do {
      const at = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = objectOf(await this.rest.send(`${path}limit=${PAGE}${at}`));
      entries.push(...listOf(page, 'data'));
      cursor = textOf(page, 'next_cursor');
    } while (cursor !== undefined);
    return entries;
  }
}

/**
 * @param progress how far a batch has come
 * @returns whether nothing of it can change by itself any more
 */
export function isOver({ status }: BatchProgress): boolean {
  return !OPEN.includes(status);
}

function countsOf(progress: Json): BatchCounts {
  const counts = objectOf(progress['counts']);
  return {
    total: numberOf(progress, 'total'),
    pending: numberOf(counts, 'pending'),
    processing: numberOf(counts, 'processing'),
    completed: numberOf(counts, 'completed'),
    failed: numberOf(counts, 'failed'),
  };
}

function publish(productIds: readonly number[]): Json {
  return { marketplaces: MARKET_NAMES, action_code: 'publish', product_ids: productIds };
}
