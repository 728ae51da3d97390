import { Injectable } from '@nestjs/common';
import type { AccountSnapshot, ProductSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { refusalOf } from './account-preconditions.ts';
import { AccountSelection } from './account-selection.ts';
import type { ProductReadinessResponse, ReadinessResponse } from './dto/preflight-response.ts';
import { Preflight } from './preflight.ts';
import { ProductSelection } from './product-selection.ts';
import { StoredChecklists } from './stored-checklists.ts';

const PUBLISH = 'publish';

/** Tells for which accounts a product is ready to be published. */
@Injectable()
export class Readiness {
  constructor(
    private readonly products: ProductSelection,
    private readonly accounts: AccountSelection,
    private readonly stored: StoredChecklists,
    private readonly preflight: Preflight,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * @param tenant whose product
   * @param productId the product
   * @returns one entry per account that publishes products
   * @throws {ProductNotFoundError} also for another tenant's product
   */
  async of(tenant: TenantRef, productId: number): Promise<readonly ReadinessResponse[]> {
    const product = await this.products.get(tenant, productId);
    const check = await this.checks(tenant);
    return check(product);
  }

  /**
   * Checks many products; the accounts are read once.
   * @param tenant whose products
   * @param productIds the products; one that is not there is left out
   * @returns the entries of each
   */
  async ofAll(
    tenant: TenantRef,
    productIds: readonly number[],
  ): Promise<readonly ProductReadinessResponse[]> {
    const check = await this.checks(tenant);
    const found: ProductReadinessResponse[] = [];
    for await (const products of this.products.read(tenant, [...new Set(productIds)])) {
      found.push(...products.map((product) => ({ product_id: product.id, accounts: check(product) })));
    }
    return found;
  }

  private async checks(
    tenant: TenantRef,
  ): Promise<(product: ProductSnapshot) => readonly ReadinessResponse[]> {
    const accounts = (await this.accounts.read(tenant)).filter((account) => this.publishes(account));
    const checklistOf = await this.stored.read(
      tenant,
      accounts.map(({ id }) => id),
    );
    return (product) =>
      accounts.map((account) => {
        const fields = this.preflight.check(PUBLISH, account, product);
        const { items, verifiedAt } = checklistOf(account.id);
        return {
          marketplace: account.marketplace,
          account_id: account.id,
          ready: fields.length === 0 && refusalOf(items) === undefined,
          fields,
          account_items: items.filter(({ ok }) => !ok),
          verified_at: verifiedAt,
        };
      });
  }

  private publishes({ marketplace, status }: AccountSnapshot): boolean {
    return status !== 'disconnected' && this.registry.handles(marketplace, PUBLISH);
  }
}
