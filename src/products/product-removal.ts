import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { ProductNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { BaseVersion } from './base-version.ts';
import { ProductInUseError, ProductVersionConflictError } from './product-errors.ts';

interface Use {
  readonly open_listings: number;
  readonly open_jobs: number;
  readonly has_history: boolean;
}

/** Takes products out of a seller's stock. */
@Injectable()
export class ProductRemoval {
  constructor(private readonly db: Database) {}

  /**
   * Deletes a product, or archives it when listings or jobs tell of it.
   * @param tenant whose product
   * @param id the product's id
   * @param base the version that whoever removes it has seen; undefined where that does not matter
   * @returns what happened
   * @throws {ProductNotFoundError} also for another tenant's id
   * @throws {ProductVersionConflictError} when it has another version by now
   * @throws {ProductInUseError} when it has an open listing or an open job
   */
  async remove(tenant: TenantRef, id: number, base?: BaseVersion): Promise<'deleted' | 'archived'> {
    return this.db.transaction(async (sql) => {
      // The lock keeps new listings and jobs from referring to it; what it has is read in the next statement.
      const [locked] = await sql.query<{ version: number }>(
        `select version from ${tenant.schema}.products where id = $1 for update`,
        [id],
      );
      if (locked === undefined) throw new ProductNotFoundError(id);
      if (base !== undefined && base.version !== locked.version) {
        throw new ProductVersionConflictError(id, base.by, locked.version);
      }
      const [use] = await sql.query<Use>(useOf(tenant), [id]);
      const { open_listings = 0, open_jobs = 0, has_history = false } = use ?? {};
      if (open_listings > 0 || open_jobs > 0) throw new ProductInUseError(id, { open_listings, open_jobs });
      if (!has_history) {
        await sql.query(`delete from ${tenant.schema}.products where id = $1`, [id]);
        return 'deleted';
      }
      await sql.query(
        `update ${tenant.schema}.products
         set status = 'archived', version = version + 1, updated_at = now() where id = $1`,
        [id],
      );
      return 'archived';
    });
  }
}

/** Names tables of later levels: what a product's row is referred to by belongs to knowing whether it may go. */
function useOf(tenant: TenantRef): string {
  return `
    select
      (select count(*)::int from ${tenant.schema}.listings
       where product_id = $1 and status in ('draft', 'live', 'unknown') and superseded_by is null
      ) as open_listings,
      (select count(*)::int from ${tenant.schema}.marketplace_jobs
       where product_id = $1 and status in ('pending', 'processing', 'paused')) as open_jobs,
      (exists (select from ${tenant.schema}.listings where product_id = $1)
       or exists (select from ${tenant.schema}.marketplace_jobs where product_id = $1)) as has_history`;
}
