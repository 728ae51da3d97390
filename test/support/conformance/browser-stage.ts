import type { ProductSnapshot } from '../../../src/domain/snapshots.ts';
import type { StandInPlugin } from '../../../src/sandbox/plugin/stand-in-plugin.ts';
import type { Seller, VintedBench } from '../../integration/handlers/vinted/vinted-bench.ts';
import { RecordingProxy } from '../recording-proxy.ts';
import { VintedBrowser, openMember } from '../vinted-browser.ts';
import { NEUTRAL_PRODUCT } from './neutral-product.ts';
import type { Stage } from './stage.ts';
import type { StandInView } from './stand-in-view.ts';

/** One seller whose browser is connected, with a proxy between the browser and the site. */
export class BrowserStage implements Stage {
  private constructor(
    private readonly bench: VintedBench,
    readonly seller: Seller,
    /** Another member, who has nothing to do with it. */
    private readonly stranger: Seller,
    readonly proxy: RecordingProxy,
    readonly plugin: StandInPlugin,
    readonly productId: number,
    public product: ProductSnapshot,
  ) {}

  /**
   * @param bench the program and the site
   * @returns a seller with a product
   */
  static async open(bench: VintedBench): Promise<BrowserStage> {
    const seller = await bench.seller();
    const member = await openMember(bench.vinted.url, { login: `${seller.member.login}.else` });
    const proxy = new RecordingProxy(bench.vinted.url);
    const plugin = await bench.browser(seller, seller.member.cookie, { vintedUrl: await proxy.start() });
    await plugin.start();
    // Products are the tenant's, and every seller of a bench is of the same tenant.
    const sku = `${NEUTRAL_PRODUCT.sku}N${seller.accountId}`;
    const pictures = [1, 2].map((place) => ({ url: pictureOf(bench, place) }));
    const product = { ...NEUTRAL_PRODUCT, sku, title: `${NEUTRAL_PRODUCT.title} ${sku}`, pictures };
    const { id: _id, version: _version, madeYear, ...fields } = product;
    const productId = await bench.product({ ...fields, made_year: madeYear });
    return new BrowserStage(bench, seller, { member, accountId: 0 }, proxy, plugin, productId, product);
  }

  async change(change: Partial<ProductSnapshot>): Promise<void> {
    this.product = { ...this.product, ...change };
    await this.bench.change(this.productId, change);
  }

  async publish(): Promise<void> {
    const job = await this.bench.ended(await this.bench.publishProduct(this.seller, this.productId));
    if (job.status !== 'completed') throw new Error(`nothing to begin with: ${JSON.stringify(job.error)}`);
  }

  async sell(): Promise<void> {
    for (const { id } of (await this.view()).live) await this.bench.control('POST', `items/${id}/sell`, {});
  }

  async listByHand(): Promise<void> {
    const { title, price } = this.product;
    const browser = new VintedBrowser(this.bench.vinted.url, this.seller.member);
    const { status, text } = await browser.create({ title: `${title} (by hand)`, price: Number(price) });
    if (status >= 300) throw new Error(`nothing was listed by hand: ${text}`);
  }

  picture(place: number): string {
    return pictureOf(this.bench, place);
  }

  async view(): Promise<StandInView> {
    const { live_listings, listed_twice, sold_items, deleted_items, ...more } = await this.bench.effects(
      this.seller,
    );
    const { live_listings: foreign } = await this.bench.effects(this.stranger);
    return {
      live: live_listings.map(({ item_id, sku, title, price }) => ({
        id: String(item_id),
        sku,
        title,
        price: price.toFixed(2),
      })),
      // What was made with somebody else's account is worse than listed twice.
      listedTwice: listed_twice + foreign.length,
      orphanDrafts: more.drafts,
      ended: sold_items + deleted_items,
    };
  }

  /** The site wants to see a person. */
  challenge(): Promise<void> {
    return this.bench.control('POST', `accounts/${this.seller.member.user_id}/challenge`, { form: 'html' });
  }

  /** The seller is logged out. */
  logOut(): Promise<void> {
    return this.bench.control('POST', `accounts/${this.seller.member.user_id}/log_out`);
  }

  /** Somebody else logs in, in the same browser. */
  logInElse(): Promise<void> {
    return this.bench.control('PUT', `sessions/${this.seller.member.session}`, {
      user_id: this.stranger.member.user_id,
    });
  }

  /** The seller does whatever the browser asks a person for. */
  async act(): Promise<void> {
    const { user_id, session } = this.seller.member;
    await this.bench.control('POST', `accounts/${user_id}/solve`);
    await this.bench.control('PUT', `sessions/${session}`, { user_id });
    await this.plugin.browser.look();
  }

  /** Closes the browser and the proxy. */
  async close(): Promise<void> {
    this.plugin.stop();
    await this.proxy.stop();
  }
}

function pictureOf(bench: VintedBench, place: number): string {
  return `${bench.vinted.url}/pictures/${NEUTRAL_PRODUCT.sku}-${place}.png`;
}
