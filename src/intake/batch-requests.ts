import { Injectable } from '@nestjs/common';
import { invalidRequest } from '../common/http/validation.ts';
import type { FieldError } from '../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { ActionCatalogue } from '../ledger/action-catalogue.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import { AccountSelection } from './account-selection.ts';
import type { CreateBatchDto } from './dto/batch-requests.ts';
import { assertOwnTenant } from './job-requests.ts';
import { Preflight } from './preflight.ts';
import { ProductSelection } from './product-selection.ts';

/** One product of a batch on one account, with what keeps it from the action. */
export interface ExaminedSubject {
  readonly product: ProductSnapshot | null;
  readonly problems: readonly FieldError[];
}

/** What a batch would do on one account. */
export interface ExaminedLot {
  readonly type: ActionType;
  readonly account: AccountSnapshot;
  readonly subjects: readonly ExaminedSubject[];
}

/** Examines requests over many products before anything is stored. */
@Injectable()
export class BatchRequests {
  constructor(
    private readonly catalogue: ActionCatalogue,
    private readonly products: ProductSelection,
    private readonly accounts: AccountSelection,
    private readonly preflight: Preflight,
  ) {}

  /**
   * Finds what a request names, and what of it can be done.
   * @param tenant whose request it is
   * @param request what is asked for
   * @returns one lot per account
   * @throws {DomainError} `tenant.mismatch`, an unknown action, product or account, or `batch.too_large`
   */
  async examine(tenant: TenantRef, request: CreateBatchDto): Promise<readonly ExaminedLot[]> {
    assertOwnTenant(tenant, request.user_id);
    const types = await Promise.all(
      request.marketplaces.map((marketplace) => this.catalogue.get(marketplace, request.action_code)),
    );
    const products = await this.chosenProducts(tenant, request, types);
    const accounts = await this.accounts.choose(tenant, request.marketplaces, request.account_ids ?? []);
    return accounts.flatMap((account) => {
      const type = types.find(({ marketplace }) => marketplace === account.marketplace);
      if (type === undefined) return [];
      const subjects = products.map((product) => ({
        product,
        problems: this.preflight.check(type.code, account, product),
      }));
      return [{ type, account, subjects }];
    });
  }

  private async chosenProducts(
    tenant: TenantRef,
    request: CreateBatchDto,
    types: readonly ActionType[],
  ): Promise<readonly (ProductSnapshot | null)[]> {
    const given = [request.product_ids, request.filter].filter((choice) => choice !== undefined).length;
    if (types.every((type) => type.isBatch)) {
      if (given > 0)
        throw invalid('product_ids', `${request.action_code} covers whole accounts and takes no products`);
      return [null];
    }
    if (given !== 1) throw invalid('product_ids', 'either product_ids or filter is required, and not both');
    if (request.filter !== undefined) return this.products.byFilter(tenant, request.filter);
    return this.products.byIds(tenant, request.product_ids ?? []);
  }
}

function invalid(field: string, message: string): Error {
  return invalidRequest([{ field, code: 'choice', message }]);
}
