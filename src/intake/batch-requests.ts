import { Injectable } from '@nestjs/common';
import { invalidRequest } from '../common/http/validation.ts';
import type { FieldError } from '../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Marketplace } from '../domain/vocabulary.ts';
import type { ActionType } from '../ledger/action-catalogue.ts';
import { AccountPreconditions } from './account-preconditions.ts';
import type { AccountCheck } from './account-preconditions.ts';
import { AccountSelection } from './account-selection.ts';
import { ActionTypes } from './action-types.ts';
import type { CreateBatchDto } from './dto/batch-requests.ts';
import { assertOwnTenant } from './job-requests.ts';
import { Preflight } from './preflight.ts';
import { ProductSelection } from './product-selection.ts';
import { requestedRun } from './run-options.ts';

/**
 * One product of a batch on one account, with what keeps it from the action. Ten thousand of them are kept at once,
 * so nothing else of the product is.
 */
export interface ExaminedSubject {
  readonly productId: number | null;
  readonly sku: string | null;
  readonly problems: readonly FieldError[];
}

/** What a batch would do on one account. */
export interface ExaminedLot {
  readonly type: ActionType;
  readonly account: AccountSnapshot;
  readonly subjects: readonly ExaminedSubject[];
  /** What the account lacks, and when that was found. */
  readonly check: AccountCheck;
  /** What a seller should know, each sentence once. */
  readonly notices: ReadonlySet<string>;
}

interface OpenLot extends ExaminedLot {
  readonly subjects: ExaminedSubject[];
  readonly notices: Set<string>;
}

const UNCHECKED: AccountCheck = { items: [], verifiedAt: null, refusal: undefined, notices: [] };

/** Examines requests over many products before anything is stored. */
@Injectable()
export class BatchRequests {
  constructor(
    private readonly actions: ActionTypes,
    private readonly products: ProductSelection,
    private readonly accounts: AccountSelection,
    private readonly preflight: Preflight,
    private readonly preconditions: AccountPreconditions,
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
    // A dry run makes no job of them, and must find what is wrong with them all the same.
    requestedRun(request.options ?? {});
    const marketplaces = marketplacesOf(request);
    const types = await Promise.all(
      marketplaces.map((marketplace) => this.actions.possible(marketplace, request.action_code)),
    );
    const whole = assertSubjects(request, types);
    const ids = whole ? [] : await this.chosenProducts(tenant, request);
    const accounts = await this.accounts.choose(tenant, marketplaces, request.account_ids ?? []);
    // Where there is nothing to do, no marketplace is asked for it.
    const asks = ids.length > 0;
    const lots = await Promise.all(accounts.map((account) => this.openLot(tenant, types, account, asks)));
    if (whole) this.examineLots(lots, [null]);
    for await (const products of this.products.read(tenant, ids)) this.examineLots(lots, products);
    return lots;
  }

  private async openLot(
    tenant: TenantRef,
    types: readonly ActionType[],
    account: AccountSnapshot,
    asks: boolean,
  ): Promise<OpenLot> {
    const type = types.find(({ marketplace }) => marketplace === account.marketplace);
    if (type === undefined) throw new Error(`account ${account.id} was not asked for`);
    const check = asks ? await this.preconditions.check(tenant, account, type.code) : UNCHECKED;
    return { type, account, subjects: [], check, notices: new Set(check.notices) };
  }

  private examineLots(lots: readonly OpenLot[], products: readonly (ProductSnapshot | null)[]): void {
    for (const { type, account, subjects, notices } of lots) {
      for (const product of products) {
        for (const notice of this.preflight.notices(type.code, account, product)) notices.add(notice);
        subjects.push({
          productId: product?.id ?? null,
          sku: product?.sku ?? null,
          problems: this.preflight.check(type.code, account, product),
        });
      }
    }
  }

  private async chosenProducts(tenant: TenantRef, request: CreateBatchDto): Promise<readonly number[]> {
    return request.filter === undefined
      ? this.products.assertAll(tenant, request.product_ids ?? [])
      : this.products.matching(tenant, request.filter);
  }
}

/**
 * Reads which marketplaces a request means.
 * @param request the body, which names one or several
 * @returns their names
 * @throws {DomainError} `request.invalid` when it names none, or in both ways
 */
export function marketplacesOf(request: CreateBatchDto): readonly Marketplace[] {
  const { marketplace, marketplaces } = request;
  if ((marketplace === undefined) === (marketplaces === undefined)) {
    throw invalid('marketplaces', 'either marketplaces or marketplace is required, and not both');
  }
  return marketplaces ?? [marketplace ?? ''];
}

/** Tells whether whole accounts are meant, and refuses products there and their absence elsewhere. */
function assertSubjects(request: CreateBatchDto, types: readonly ActionType[]): boolean {
  const given = [request.product_ids, request.filter].filter((choice) => choice !== undefined).length;
  if (types.every((type) => type.isBatch)) {
    if (given > 0) {
      throw invalid('product_ids', `${request.action_code} covers whole accounts and takes no products`);
    }
    return true;
  }
  if (given !== 1) throw invalid('product_ids', 'either product_ids or filter is required, and not both');
  return false;
}

function invalid(field: string, message: string): Error {
  return invalidRequest([{ field, code: 'choice', message }]);
}
