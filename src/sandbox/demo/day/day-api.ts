import { isObject, listOf, numberOf, objectOf, textOf } from '../json.ts';
import type { Json } from '../json.ts';
import { jobOf } from '../job-view.ts';
import type { JobView } from '../job-view.ts';
import type { RestClient } from '../rest-client.ts';

/** A question that StoFlow puts to the seller. */
export interface Question {
  readonly id: number;
  readonly code: string;
  readonly message: string;
  readonly productId: number | undefined;
  readonly accountId: number | undefined;
}

/** A sale, with how far the piece was taken off elsewhere. */
export interface Sale {
  readonly status: string;
  readonly accountId: number;
  readonly productId: number | undefined;
  /** Milliseconds from the moment it was found to the moment everything else had ended; undefined before. */
  readonly goneAfterMs: number | undefined;
}

/** A job that is asked for. */
export interface Wish {
  readonly marketplace: string;
  readonly action_code: string;
  readonly product_id?: number;
}

const PAGE = 200;

/** What a seller's program does in the course of a day, over the REST API. */
export class DayApi {
  /** @param rest a client with the seller's token */
  constructor(private readonly rest: RestClient) {}

  /**
   * @param productId a product
   * @returns its price
   */
  async price(productId: number): Promise<string> {
    return textOf(objectOf(await this.rest.send(`/api/products/${productId}`)), 'price') ?? '';
  }

  /**
   * @param productId a product
   * @param price its new price
   */
  async changePrice(productId: number, price: string): Promise<void> {
    const path = `/api/products/${productId}`;
    const version = numberOf(objectOf(await this.rest.send(path)), 'version');
    await this.rest.send(path, { method: 'PATCH', body: { price, version } });
  }

  /**
   * @param wish what is to be done
   * @returns the job, which may have been there
   */
  async ask(wish: Wish): Promise<number> {
    return numberOf(await this.#post('/api/marketplace/jobs', { ...wish }), 'id');
  }

  /**
   * @param action what is to be done on all marketplaces
   * @param marketplaces their names
   * @param productIds with which products
   * @returns the batch
   */
  async batch(
    action: string,
    marketplaces: readonly string[],
    productIds: readonly number[],
  ): Promise<number> {
    const body = { marketplaces, action_code: action, product_ids: productIds };
    return numberOf(await this.#post('/api/batch-jobs', body), 'id');
  }

  /**
   * @param jobId a job
   * @returns it, with its tasks
   */
  async job(jobId: number): Promise<JobView> {
    return jobOf(objectOf(await this.rest.send(`/api/marketplace/jobs/${jobId}`)));
  }

  /**
   * @param batchId a batch
   * @returns its jobs, without their tasks
   */
  async jobsOf(batchId: number): Promise<readonly JobView[]> {
    return (await this.#all(`/api/marketplace/jobs?batch_id=${batchId}`)).map(jobOf);
  }

  /** @returns the questions that are open */
  async questions(): Promise<readonly Question[]> {
    return (await this.#all('/api/pending-actions?status=open')).map((action) => ({
      id: numberOf(action, 'id'),
      code: textOf(action, 'code') ?? '',
      message: textOf(action, 'message') ?? '',
      productId: idOf(action, 'product_id'),
      accountId: idOf(action, 'account_id'),
    }));
  }

  /**
   * @param question the question
   * @param choice one of its choices
   * @param productId the product, where the choice needs one
   */
  async decide({ id }: Question, choice: string, productId?: number): Promise<void> {
    const body = { choice, ...(productId === undefined ? {} : { product_id: productId }) };
    await this.#post(`/api/pending-actions/${id}/confirm`, body);
  }

  /**
   * @param productId a product
   * @returns its sales
   */
  async sales(productId: number): Promise<readonly Sale[]> {
    return (await this.#all(`/api/orders?product_id=${productId}`)).map((order) => {
      const delisting = isObject(order['delisting']) ? order['delisting'] : {};
      return {
        status: textOf(order, 'status') ?? '',
        accountId: idOf(order, 'account_id') ?? 0,
        productId: idOf(order, 'product_id'),
        goneAfterMs: idOf(delisting, 'done_after_ms'),
      };
    });
  }

  /**
   * @param accountId an account
   * @returns its status
   */
  async accountStatus(accountId: number): Promise<string> {
    return textOf(objectOf(await this.rest.send(`/api/marketplace/accounts/${accountId}`)), 'status') ?? '';
  }

  /**
   * @param accountId an account
   * @param wish what to do with it
   */
  async account(accountId: number, wish: 'pause' | 'resume'): Promise<void> {
    await this.#post(`/api/marketplace/accounts/${accountId}/${wish}`, {});
  }

  /**
   * @param accountId an account
   * @param refreshToken what it is reached with from now on
   */
  async reconnect(accountId: number, refreshToken: string): Promise<void> {
    const body = { refresh_token: refreshToken };
    await this.rest.send(`/api/marketplace/accounts/${accountId}/credentials`, { method: 'PUT', body });
  }

  /** @returns SKUs with the ids of the products that there are now */
  async products(): Promise<ReadonlyMap<string, number>> {
    const products = await this.#all('/api/products?');
    return new Map(products.map((product) => [textOf(product, 'sku') ?? '', numberOf(product, 'id')]));
  }

  /**
   * @param productId a product
   * @param accountId an account
   * @returns how many live listings it has there
   */
  async liveListings(productId: number, accountId: number): Promise<number> {
    const path = `/api/listings?product_id=${productId}&account_id=${accountId}&status=live`;
    return (await this.#all(path)).length;
  }

  /** @returns all that StoFlow holds of products, listings, sales and questions, as text */
  async everything(): Promise<Readonly<Record<string, string>>> {
    const paths = ['listings', 'products', 'orders', 'pending-actions'];
    const held = await Promise.all(paths.map((path) => this.#all(`/api/${path}?`)));
    return Object.fromEntries(paths.map((path, at) => [path, JSON.stringify(held[at])]));
  }

  async #post(path: string, body: Json): Promise<Json> {
    return objectOf(await this.rest.send(path, { method: 'POST', body }));
  }

  async #all(path: string): Promise<readonly Json[]> {
    const entries: Json[] = [];
    let cursor: string | undefined;
    do {
      const at = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = objectOf(await this.rest.send(`${path}&limit=${PAGE}${at}`));
      entries.push(...listOf(page, 'data'));
      cursor = textOf(page, 'next_cursor');
    } while (cursor !== undefined);
    return entries;
  }
}

function idOf(object: Json, key: string): number | undefined {
  return typeof object[key] === 'number' ? object[key] : undefined;
}
