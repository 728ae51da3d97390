import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { OpenAction } from './open-action.ts';

/** Carries out decisions about listings that need no marketplace. */
@Injectable()
export class ListingDecisions {
  /**
   * Takes over what was changed on the marketplace. Other listings of the product keep what they show until they are
   * updated.
   * @param sql the transaction
   * @param tenant whose product
   * @param action the question, with the changed fields
   * @returns null, since nothing is to be done on the marketplace
   */
  async keepTheirs(sql: Sql, { schema }: TenantRef, action: OpenAction): Promise<null> {
    const theirs = theirFields(action.details);
    await sql.query(
      `update ${schema}.products
       set title = coalesce($2, title), description = coalesce($3, description), price = coalesce($4::numeric, price),
           quantity = coalesce($5::int, quantity), version = version + 1, updated_at = now()
       where id = $1`,
      [
        action.productId,
        theirs['title'] ?? null,
        theirs['description'] ?? null,
        theirs['price'] ?? null,
        theirs['quantity'] ?? null,
      ],
    );
    await sql.query(
      `update ${schema}.listings set shown = shown || $2::jsonb, updated_at = now() where id = $1`,
      [action.listingId, JSON.stringify(theirs)],
    );
    return null;
  }

  /**
   * Notes that a listing is gone.
   * @param sql the transaction
   * @param tenant whose listing
   * @param action the question
   * @returns null, since nothing is to be done on the marketplace
   */
  async end(sql: Sql, { schema }: TenantRef, action: OpenAction): Promise<null> {
    await sql.query(
      `update ${schema}.listings set status = 'ended', updated_at = now()
       where id = $1 and status in ('draft', 'live', 'unknown')`,
      [action.listingId],
    );
    return null;
  }

  /**
   * Puts pieces of a cancelled order back into stock. Listing them again is another request.
   * @param sql the transaction
   * @param tenant whose product
   * @param action the question, with the number of pieces
   * @returns null, since nothing is to be done on the marketplace
   */
  async restock(sql: Sql, { schema }: TenantRef, action: OpenAction): Promise<null> {
    await sql.query(
      `update ${schema}.products
       set quantity = quantity + $2::int, status = case when status = 'sold' then 'active' else status end,
           version = version + 1, updated_at = now()
       where id = $1`,
      [action.productId, action.details['pieces']],
    );
    return null;
  }
}

/** Written by a sync of ours, yet read like anything that was stored: texts only. */
function theirFields(details: OpenAction['details']): Readonly<Record<string, string>> {
  const fields = Object.entries((details['fields'] ?? {}) as Readonly<Record<string, { theirs?: unknown }>>);
  return Object.fromEntries(
    fields.flatMap(([field, { theirs }]) => (typeof theirs === 'string' ? [[field, theirs]] : [])),
  );
}
