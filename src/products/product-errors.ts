import { DomainError } from '../domain/errors.ts';
import type { BaseVersion } from './base-version.ts';

/** Another product of the tenant has that SKU, maybe an archived one. */
export class SkuTakenError extends DomainError {
  /** @param sku the SKU */
  constructor(sku: string) {
    const message = `There is already a product with the SKU ${sku}.`;
    super('product.sku_taken', 'conflict', message, {
      fields: [{ field: 'sku', code: 'product.sku_taken', message }],
    });
  }
}

/** A change was based on a version of the product that is no longer the present one. */
export class ProductVersionConflictError extends DomainError {
  /**
   * @param id the product
   * @param by who named the old version
   * @param current its present version, where known
   */
  constructor(id: number, by: BaseVersion['by'], current?: number) {
    super(
      'product.version_conflict',
      by === 'if_match' ? 'precondition_failed' : 'conflict',
      `Product ${id} was changed in the meantime; read it again and repeat the change.`,
      current === undefined ? {} : { extra: { current_version: current } },
    );
  }
}

/** A change does not say which version of the product it is based on. */
export class ProductVersionRequiredError extends DomainError {
  constructor() {
    const message = 'Say which version was read, by `version` or by If-Match with the ETag.';
    super('product.version_required', 'invalid', message, {
      fields: [{ field: 'version', code: 'required', message }],
    });
  }
}

/** The product may not go: buyers can still see it, or work on it is under way. */
export class ProductInUseError extends DomainError {
  /**
   * @param id the product
   * @param use how many open listings and jobs it has
   */
  constructor(id: number, use: { readonly open_listings: number; readonly open_jobs: number }) {
    super(
      'product.in_use',
      'conflict',
      `Product ${id} has ${use.open_listings} open listing(s) and ${use.open_jobs} open job(s); end them first.`,
      { extra: { ...use } },
    );
  }
}
