import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { ImportEffect } from '../domain/effects.ts';
import type { FoundListing } from '../domain/found.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { applyListingEffect } from '../listings/apply-listing-effect.ts';
import { LISTING_IS_OPEN } from '../listings/listing-row.ts';
import { addImportedProduct } from '../products/imported-product.ts';
import { PLAIN_TITLE, plainTitle } from '../products/similar-products.ts';
import { PendingActionRows } from './pending-action-rows.ts';
import type { JobRow } from './rows.ts';

/** A product that a found listing may be. */
interface Candidate {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
  readonly listed: boolean;
}

/**
 * Takes in listings that StoFlow did not know. The SKU decides, then title and picture together; where neither is
 * certain a person decides, since a wrong guess would sell one piece as another.
 */
@Injectable()
export class ImportWriter {
  constructor(private readonly pendingActions: PendingActionRows) {}

  /**
   * Gives a found listing to the product it is, or to a new one. Applied twice it does nothing more.
   * @param sql the transaction, which has locked the tenant's lanes: imports of two accounts come one after the other,
   *   or they would make two products of one piece
   * @param tenant whose listing
   * @param job the job that found it
   * @param effect the listing, and products whose picture is the same
   */
  async apply(sql: Sql, tenant: TenantRef, job: JobRow, effect: ImportEffect): Promise<void> {
    const { listing } = effect;
    if (await this.isKnown(sql, tenant, job, listing)) return;
    const candidates = await this.candidates(sql, tenant, job, listing);
    const bySku = candidates.filter(({ sku }) => sku === listing.sku);
    const certain = bySku.length > 0 ? bySku : candidates.filter(({ id }) => effect.samePicture.includes(id));
    const [match, another] = certain;
    if (match === undefined && candidates.length === 0) {
      const productId = await addImportedProduct(sql, tenant, job.marketplace, listing);
      await this.link(sql, tenant, job, productId, listing);
      return;
    }
    if (match !== undefined && another === undefined && !match.listed) {
      await this.link(sql, tenant, job, match.id, listing);
      return;
    }
    await this.ask(sql, tenant, job, listing, match === undefined ? candidates : certain);
  }

  /**
   * Makes a found listing the listing of a product.
   * @param sql the transaction
   * @param tenant whose listing
   * @param at the account it was found on
   * @param productId the product
   * @param listing the listing
   */
  async link(
    sql: Sql,
    tenant: TenantRef,
    at: Pick<JobRow, 'accountId'>,
    productId: number,
    listing: FoundListing,
  ): Promise<void> {
    await applyListingEffect(
      sql,
      tenant,
      { productId, accountId: at.accountId },
      {
        type: 'listing',
        status: listing.status,
        externalIds: listing.externalIds,
        shown: listing.shown,
        verified: true,
        ...(listing.url !== undefined && { url: listing.url }),
      },
    );
  }

  private async isKnown(
    sql: Sql,
    { schema }: TenantRef,
    { accountId }: JobRow,
    { externalIds }: FoundListing,
  ): Promise<boolean> {
    const rows = await sql.query(
      `select from ${schema}.listings where account_id = $1 and external_ids @> $2::jsonb limit 1`,
      [accountId, JSON.stringify(externalIds)],
    );
    return rows.length > 0;
  }

  private candidates(
    sql: Sql,
    { schema }: TenantRef,
    { accountId }: JobRow,
    listing: FoundListing,
  ): Promise<readonly Candidate[]> {
    return sql.query<Candidate>(
      `select id, sku, title, exists (
         select from ${schema}.listings where product_id = p.id and account_id = $1 and ${LISTING_IS_OPEN}
       ) as listed
       from ${schema}.products p where sku = $2 or ${PLAIN_TITLE} = $3 order by id limit 20`,
      [accountId, listing.sku ?? null, plainTitle(listing.title)],
    );
  }

  private async ask(
    sql: Sql,
    tenant: TenantRef,
    job: JobRow,
    listing: FoundListing,
    candidates: readonly Candidate[],
  ): Promise<void> {
    await this.pendingActions.add(sql, tenant, {
      jobId: job.id,
      accountId: job.accountId,
      productId: null,
      action: {
        type: 'pending_action',
        code: 'import.ambiguous',
        message: `“${listing.title}” may be a product that StoFlow knows already. Which one is it?`,
        subject: `found:${job.accountId}:${JSON.stringify(Object.entries(listing.externalIds).sort())}`,
        choices: ['link', 'create'],
        details: {
          listing,
          candidates: candidates.map(({ id, sku, title, listed }) => ({
            product_id: id,
            sku,
            title,
            listed,
          })),
        },
      },
    });
  }
}
