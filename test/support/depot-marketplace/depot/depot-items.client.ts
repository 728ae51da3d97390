import { Injectable } from '@nestjs/common';
import { CallFailedError } from '../../../../src/handlers/http/call-failed.error.ts';
import { recordOf, recordsOf, textOf } from '../../../../src/handlers/http/json-shape.ts';
import type { JsonRecord } from '../../../../src/handlers/http/json-shape.ts';
import { DepotApi } from './depot-api.ts';
import type { DepotCaller } from './depot-api.ts';
import { depotItemOf } from './depot-item.ts';
import type { DepotItem } from './depot-item.ts';

/** Rows of a page, and where the next one begins. */
export interface DepotPage {
  readonly rows: readonly JsonRecord[];
  readonly next: string | null;
}

/** Depot's items and orders. Each call states what repeating it would do. */
@Injectable()
export class DepotItemsClient {
  constructor(private readonly api: DepotApi) {}

  /** @returns the shop, as Depot describes it */
  shop(caller: DepotCaller): Promise<JsonRecord> {
    return this.api.call(caller, { method: 'GET', path: '/shop', effect: 'none' });
  }

  /** Depot makes a second item for the same SKU: this call is never repeated without a look. */
  async create(caller: DepotCaller, json: JsonRecord): Promise<DepotItem> {
    return depotItemOf(await this.api.call(caller, { method: 'POST', path: '/items', effect: 'once', json }));
  }

  /** @returns every item of a SKU, oldest first, in whatever state */
  async bySku(caller: DepotCaller, sku: string): Promise<readonly DepotItem[]> {
    const items: DepotItem[] = [];
    for (let cursor: string | null = null; ;) {
      const { rows, next } = await this.page(caller, 'items', { sku }, cursor);
      items.push(...rows.map(depotItemOf));
      if (next === null) return items;
      cursor = next;
    }
  }

  /** @returns the item; undefined where Depot does not know it */
  async item(caller: DepotCaller, id: string): Promise<DepotItem | undefined> {
    try {
      const path = `/items/${encodeURIComponent(id)}`;
      return depotItemOf(await this.api.call(caller, { method: 'GET', path, effect: 'none' }));
    } catch (error) {
      if (error instanceof CallFailedError && error.failure.original === 'no_such_item') return undefined;
      throw error;
    }
  }

  /** Writes a whole item: the same write twice is one. */
  async put(caller: DepotCaller, id: string, json: JsonRecord): Promise<void> {
    const path = `/items/${encodeURIComponent(id)}`;
    await this.api.call(caller, { method: 'PUT', path, effect: 'repeatable', json });
  }

  /** Takes an item off sale; one that is off sale stays so. */
  async close(caller: DepotCaller, id: string): Promise<void> {
    const path = `/items/${encodeURIComponent(id)}/close`;
    await this.api.call(caller, { method: 'POST', path, effect: 'repeatable' });
  }

  /** @returns one page of a list; null as the cursor is the first */
  async page(
    caller: DepotCaller,
    list: 'items' | 'orders',
    query: Readonly<Record<string, string>>,
    cursor: string | null,
  ): Promise<DepotPage> {
    const search = new URLSearchParams({ ...query, ...(cursor !== null && { after: cursor }) });
    const path = `/${list}?${search.toString()}`;
    const answer = recordOf(await this.api.call(caller, { method: 'GET', path, effect: 'none' }));
    return { rows: recordsOf(answer['rows']), next: textOf(answer['next']) ?? null };
  }
}
