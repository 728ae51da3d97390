import { Injectable } from '@nestjs/common';
import type { StepContext } from '../../../../../src/handlers/contract/contexts.ts';
import type { ListingPage, ListingSource } from '../../../../../src/handlers/inventory/listing-source.ts';
import { depotItemOf, foundListingOf } from '../depot-item.ts';
import { DepotItemsClient } from '../depot-items.client.ts';

/** Reads all items of a shop. Pages go on after the last item of the page before, so that none can be skipped. */
@Injectable()
export class DepotListingSource implements ListingSource {
  readonly idName = 'depot_id';

  constructor(private readonly client: DepotItemsClient) {}

  async page(context: StepContext, cursor: string | null): Promise<ListingPage> {
    const { rows, next } = await this.client.page(context, 'items', {}, cursor);
    return { listings: rows.map((row) => foundListingOf(depotItemOf(row))), next };
  }
}
