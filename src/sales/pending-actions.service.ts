import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { DomainError } from '../domain/errors.ts';
import type { PendingActionQuery } from './dto/pending-action.dto.ts';
import { PendingAction } from './pending-action.entity.ts';

/** No pending action of this tenant has that id. */
export class PendingActionNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('pending_action.not_found', 'not_found', `There is no pending action ${id}.`);
  }
}

/** Shows what the tenant whose request runs is to decide. */
@Injectable()
export class PendingActionsService {
  constructor(private readonly em: EntityManager) {}

  /**
   * @param query filters and page
   * @returns pending actions, newest first
   */
  async list(query: PendingActionQuery): Promise<Page<PendingAction>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const where: FilterQuery<PendingAction>[] = [];
    if (after !== undefined) where.push({ id: { $lt: after[0] } });
    if (query.status !== undefined) where.push({ status: query.status });
    if (query.product_id !== undefined) where.push({ productId: query.product_id });
    if (query.account_id !== undefined) where.push({ accountId: query.account_id });
    const rows = await this.em.find(
      PendingAction,
      { $and: where },
      { orderBy: { id: 'desc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param id the pending action's id
   * @returns the pending action
   * @throws {PendingActionNotFoundError} also for another tenant's id
   */
  async get(id: number): Promise<PendingAction> {
    const action = await this.em.findOne(PendingAction, { id }, { disableIdentityMap: true });
    if (action === null) throw new PendingActionNotFoundError(id);
    return action;
  }
}
