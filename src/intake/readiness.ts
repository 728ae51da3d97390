import { Injectable } from '@nestjs/common';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { ActionCatalogue } from '../ledger/action-catalogue.ts';
import { AccountSelection } from './account-selection.ts';
import type { ReadinessResponse } from './dto/preflight-response.ts';
import { Preflight } from './preflight.ts';
import { ProductSelection } from './product-selection.ts';

const PUBLISH = 'publish';

/** Tells for which accounts a product is ready to be published. */
@Injectable()
export class Readiness {
  constructor(
    private readonly products: ProductSelection,
    private readonly accounts: AccountSelection,
    private readonly catalogue: ActionCatalogue,
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
    const publishing = (await this.catalogue.all()).filter(
      ({ code, marketplace }) =>
        code === PUBLISH && this.registry.adapter(marketplace).unsupported[PUBLISH] === undefined,
    );
    return (await this.accounts.read(tenant))
      .filter((account) => publishing.some((row) => row.marketplace === account.marketplace))
      .map((account) => {
        const fields = this.preflight.check(PUBLISH, account, product);
        return {
          marketplace: account.marketplace,
          account_id: account.id,
          ready: fields.length === 0,
          fields,
        };
      });
  }
}
