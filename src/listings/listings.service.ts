import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { DomainError } from '../domain/errors.ts';
import type { ListingQuery } from './dto/listing-query.ts';
import { Listing } from './listing.entity.ts';

/** No listing of this tenant has that id. */
export class ListingNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('listing.not_found', 'not_found', `There is no listing ${id}.`);
  }
}

/** The listings of the tenant whose request runs. They are read here and changed only by the steps of jobs. */
@Injectable()
export class ListingsService {
  constructor(private readonly em: EntityManager) {}

  /**
   * @param query filters and page
   * @returns listings with their accounts, newest first
   */
  async list(query: ListingQuery): Promise<Page<Listing>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const where: FilterQuery<Listing>[] = [];
    if (after !== undefined) where.push({ id: { $lt: after[0] } });
    if (query.product_id !== undefined) where.push({ productId: query.product_id });
    if (query.product_ids !== undefined) where.push({ productId: { $in: [...query.product_ids] } });
    if (query.account_id !== undefined) where.push({ account: query.account_id });
    if (query.marketplace !== undefined) where.push({ account: { marketplace: query.marketplace } });
    if (query.status !== undefined) where.push({ status: query.status });
    const rows = await this.em.find(
      Listing,
      { $and: where },
      { populate: ['account'], orderBy: { id: 'desc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param id the listing's id
   * @returns the listing with its account
   * @throws {ListingNotFoundError} also for another tenant's id
   */
  async get(id: number): Promise<Listing> {
    const listing = await this.em.findOne(
      Listing,
      { id },
      { populate: ['account'], disableIdentityMap: true },
    );
    if (listing === null) throw new ListingNotFoundError(id);
    return listing;
  }
}
