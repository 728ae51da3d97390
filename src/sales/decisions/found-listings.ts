import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import { invalidRequest } from '../../common/http/validation.ts';
import { DomainError, ProductNotFoundError } from '../../domain/errors.ts';
import type { FoundListing } from '../../domain/found.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { ImportWriter } from '../../ledger/import-writer.ts';
import { LISTING_IS_OPEN } from '../../listings/listing-row.ts';
import { addImportedProduct } from '../../products/imported-product.ts';
import type { OpenAction } from './open-action.ts';

/** Carries out what a person says a found listing is. */
@Injectable()
export class FoundListings {
  constructor(private readonly imports: ImportWriter) {}

  /**
   * Makes a found listing the listing of a product there is.
   * @param sql the transaction
   * @param tenant whose listing
   * @param action the question, with the listing
   * @param productId the product
   * @returns null, since nothing is to be done on the marketplace
   * @throws {DomainError} `product.not_found`, or `listing.already_open` where the product has one on that account
   */
  async link(sql: Sql, tenant: TenantRef, action: OpenAction, productId: number | undefined): Promise<null> {
    if (productId === undefined) {
      const message = 'product_id says which product it is';
      throw invalidRequest([{ field: 'product_id', code: 'required', message }]);
    }
    const [product] = await sql.query<{ listed: boolean }>(
      `select exists (
         select from ${tenant.schema}.listings where product_id = p.id and account_id = $2 and ${LISTING_IS_OPEN}
       ) as listed
       from ${tenant.schema}.products p where p.id = $1`,
      [productId, action.accountId],
    );
    if (product === undefined) throw new ProductNotFoundError(productId);
    if (product.listed) {
      const message = `Product ${productId} has a listing on this account already.`;
      throw new DomainError('listing.already_open', 'conflict', message);
    }
    await this.imports.link(sql, tenant, at(action), productId, listingOf(action));
    return null;
  }

  /**
   * Makes a product of a found listing.
   * @param sql the transaction
   * @param tenant whose listing
   * @param action the question, with the listing
   * @returns null, since nothing is to be done on the marketplace
   */
  async create(sql: Sql, tenant: TenantRef, action: OpenAction): Promise<null> {
    const [account] = await sql.query<{ marketplace: string }>(
      `select marketplace from ${tenant.schema}.marketplace_accounts where id = $1`,
      [action.accountId],
    );
    const listing = listingOf(action);
    const productId = await addImportedProduct(sql, tenant, account?.marketplace ?? 'found', listing);
    await this.imports.link(sql, tenant, at(action), productId, listing);
    return null;
  }
}

function at({ accountId, code }: OpenAction): { readonly accountId: number } {
  if (accountId === null) throw new Error(`${code} names no account`);
  return { accountId };
}

/** Stored by the import that asked. */
function listingOf({ details }: OpenAction): FoundListing {
  return details['listing'] as FoundListing;
}
