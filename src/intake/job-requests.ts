import { Injectable } from '@nestjs/common';
import { invalidRequest } from '../common/http/validation.ts';
import { DomainError } from '../domain/errors.ts';
import type { Failure } from '../domain/outcome.ts';
import type { ProductSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import { AccountPreconditions } from './account-preconditions.ts';
import { AccountSelection } from './account-selection.ts';
import { ActionTypes } from './action-types.ts';
import type { CreateJobDto } from './dto/job-requests.ts';
import type { ExaminedJob } from './examined-job.ts';
import { Preflight } from './preflight.ts';
import { ProductSelection } from './product-selection.ts';

/** Examines requests for single jobs before anything is stored. */
@Injectable()
export class JobRequests {
  constructor(
    private readonly actions: ActionTypes,
    private readonly products: ProductSelection,
    private readonly accounts: AccountSelection,
    private readonly preflight: Preflight,
    private readonly preconditions: AccountPreconditions,
  ) {}

  /**
   * Finds what a request names, and whether it can be done.
   * @param tenant whose request it is
   * @param request what is asked for
   * @returns the action, the account and the product
   * @throws {DomainError} `tenant.mismatch`, an unknown action, product or account, `job.preflight_failed` or
   *   `account.not_ready`
   */
  async examine(tenant: TenantRef, request: CreateJobDto): Promise<ExaminedJob> {
    assertOwnTenant(tenant, request.user_id);
    const type = await this.actions.possible(request.marketplace, request.action_code);
    const product = await this.product(tenant, type, request.product_id);
    const accountIds = request.account_id === undefined ? [] : [request.account_id];
    const [account] = await this.accounts.choose(tenant, [type.marketplace], accountIds);
    if (account === undefined) throw new Error('no account was chosen');
    const fields = this.preflight.check(type.code, account, product);
    if (fields.length > 0) {
      const message = fields.map((field) => field.message).join(' ');
      throw new DomainError('job.preflight_failed', 'unprocessable', message, { fields });
    }
    const { refusal } = await this.preconditions.check(tenant, account, type.code);
    if (refusal !== undefined) throw accountNotReady(refusal);
    return { type, account, product };
  }

  private async product(
    tenant: TenantRef,
    type: ActionType,
    productId: number | undefined,
  ): Promise<ProductSnapshot | null> {
    if (productId === undefined) {
      if (type.isBatch) return null;
      throw invalidRequest([{ field: 'product_id', code: 'required', message: 'product_id is required' }]);
    }
    if (type.isBatch) {
      const message = `${type.code} covers the whole account and takes no product_id`;
      throw invalidRequest([{ field: 'product_id', code: 'not_allowed', message }]);
    }
    return this.products.get(tenant, productId);
  }
}

function accountNotReady({ code, message, fields = [], todo }: Failure): DomainError {
  return new DomainError(code, 'unprocessable', message, { fields, extra: { todo } });
}

/**
 * Refuses a request for somebody else.
 * @param tenant the token's tenant
 * @param userId the tenant that the body names, if it does
 * @throws {DomainError} `tenant.mismatch`
 */
export function assertOwnTenant(tenant: TenantRef, userId: number | undefined): void {
  if (userId === undefined || userId === tenant.id) return;
  const message = "user_id must be the token's own tenant.";
  throw new DomainError('tenant.mismatch', 'forbidden', message, {
    fields: [{ field: 'user_id', code: 'tenant.mismatch', message }],
  });
}
