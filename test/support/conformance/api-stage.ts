import type { AccountSnapshot, ListingSnapshot, ProductSnapshot } from '../../../src/domain/snapshots.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import type { BaseJobHandler } from '../../../src/handlers/contract/base-job-handler.ts';
import type { PlanContext } from '../../../src/handlers/contract/contexts.ts';
import type { KnownListing } from '../../../src/listings/known-listings.ts';
import { MemoryAccountTokens } from '../memory-account-tokens.ts';
import { StepDriver } from '../step-driver.ts';
import type { ApiMarket, OpenedAccount } from './api-market.ts';
import { NEUTRAL_PRODUCT } from './neutral-product.ts';
import type { Stage } from './stage.ts';
import type { StandInView } from './stand-in-view.ts';

/** One seller of a marketplace with an API. What StoFlow would have in its tables is kept here. */
export class ApiStage implements Stage {
  product: ProductSnapshot;
  listing: ListingSnapshot | null = null;
  superseded: readonly ListingSnapshot[] = [];
  tokens: MemoryAccountTokens;
  private listedAtMs = 0;
  private readonly account: AccountSnapshot;

  constructor(
    private readonly market: ApiMarket,
    private readonly opened: OpenedAccount,
    private readonly publisher: BaseJobHandler | undefined,
    accountId: number,
  ) {
    const { externalId, settings } = opened;
    this.tokens = new MemoryAccountTokens(opened.refreshToken);
    this.account = {
      id: accountId,
      marketplace: market.marketplace,
      externalId,
      status: 'connected',
      settings,
    };
    this.product = { ...NEUTRAL_PRODUCT, pictures: [1, 2].map((place) => ({ url: this.picture(place) })) };
  }

  async change(change: Partial<ProductSnapshot>): Promise<void> {
    this.product = { ...this.product, ...change, version: this.product.version + 1 };
  }

  async publish(): Promise<void> {
    if (this.publisher === undefined) throw new Error(`${this.market.marketplace} cannot publish`);
    const job = new StepDriver(this.publisher, () => this.context('publish'));
    const { status, failure } = await job.run();
    if (status !== 'completed') throw new Error(`nothing to begin with: ${JSON.stringify(failure)}`);
    this.listing = job.listing;
    this.listedAtMs = Date.now();
  }

  async sell(): Promise<void> {
    for (const { id } of (await this.view()).live) {
      await this.market.control('POST', `listings/${id}/end`, { sold: true });
    }
  }

  async listByHand(): Promise<void> {
    await this.publish();
    // What is in no row was not made by StoFlow.
    this.listing = null;
  }

  /** @returns what StoFlow knows of the account's listings */
  known(): readonly KnownListing[] {
    if (this.listing === null) return [];
    const { product } = this;
    const row = { productId: product.id, quantity: product.quantity, sku: product.sku, busy: false };
    return [{ ...this.listing, ...row, changedAtMs: this.listedAtMs }];
  }

  picture(place: number): string {
    return `${this.market.standIn.url}/pictures/${NEUTRAL_PRODUCT.sku}-${place}.png`;
  }

  view(): Promise<StandInView> {
    return this.market.view(this.opened.name);
  }

  /**
   * The seller consents once more. The pair of tokens whose answer was lost stands for the new one.
   * @returns whether there was one
   */
  reconnect(): boolean {
    const lost = this.market.proxy.calls.flatMap(({ answer, ending }) => {
      const token = /"refresh_token":\s*"([^"]+)"/.exec(answer?.body.toString() ?? '')?.[1];
      return token === undefined || ending === 'answered' ? [] : [token];
    });
    const [refreshToken] = lost;
    if (refreshToken !== undefined) this.tokens = new MemoryAccountTokens(refreshToken);
    return refreshToken !== undefined;
  }

  /**
   * @param actionCode what is to be done
   * @param input the request's parameters
   * @param isWholeAccount whether there is no product to it
   * @returns the job as a handler sees it
   */
  context(
    actionCode: string,
    input: Readonly<Record<string, unknown>> = {},
    isWholeAccount = false,
  ): PlanContext {
    return {
      tenant: tenantRef(1),
      job: { id: 1, marketplace: this.market.marketplace, actionCode, input },
      product: isWholeAccount ? null : this.product,
      account: this.account,
      listing: isWholeAccount ? null : this.listing,
      superseded: isWholeAccount ? [] : this.superseded,
    };
  }
}
