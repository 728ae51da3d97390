import { RestClient } from '../../../src/sandbox/demo/rest-client.ts';
import { EBAY_MARKET } from '../../../src/sandbox/demo/markets/ebay-market.ts';
import { ETSY_MARKET } from '../../../src/sandbox/demo/markets/etsy-market.ts';
import { Market } from '../../../src/sandbox/demo/markets/market.ts';
import type { LiveListing, MarketSpec } from '../../../src/sandbox/demo/markets/market.ts';
import { VINTED_MARKET } from '../../../src/sandbox/demo/markets/vinted-market.ts';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { VintedStandIn } from '../../../src/sandbox/vinted/vinted-stand-in.ts';
import { serverEnvironment } from '../../../src/sandbox/demo/server-environment.ts';

/** The stand-ins of all marketplaces, and what they count. */
export class Markets {
  private constructor(
    private readonly ends: AbortController,
    private readonly standIns: readonly { stop(): Promise<void> }[],
    private readonly controls: readonly RestClient[],
    readonly all: readonly Market[],
    readonly urls: { readonly vinted: string; readonly ebay: string; readonly etsy: string },
  ) {}

  /** @returns stand-ins that answer, each as slow as ever and without faults */
  static async start(): Promise<Markets> {
    const ends = new AbortController();
    const [vinted, ebay, etsy] = [new VintedStandIn(), new EbayStandIn(), new EtsyStandIn()] as const;
    const urls = { vinted: await vinted.start(), ebay: await ebay.start(), etsy: await etsy.start() };
    const controls: RestClient[] = [];
    const of = (spec: MarketSpec, url: string): Market => {
      const control = new RestClient(url, ends.signal);
      controls.push(control);
      return new Market(spec, control);
    };
    const all = [of(VINTED_MARKET, urls.vinted), of(EBAY_MARKET, urls.ebay), of(ETSY_MARKET, urls.etsy)];
    for (const market of all) await market.settle();
    return new Markets(ends, [vinted, ebay, etsy], controls, all, urls);
  }

  /** @returns variables of a server that knows no marketplace but these */
  environment(): Readonly<Record<string, string>> {
    const { ebay, etsy, vinted } = this.urls;
    const settings = { folder: '', databaseUrl: '', jwtSecret: '', reconcile: true, recurring: false };
    const { DATA_DIR: _none, ...env } = serverEnvironment.of({
      ...settings,
      standIns: { ...this.urls, pictures: vinted },
    });
    return { ...env, PICTURE_ORIGINS: [vinted, ebay, etsy].join(), ETSY_CALLS_PER_DAY: '1000000' };
  }

  /** Makes all of them fail, by script and by luck. */
  async arm(seed: string): Promise<void> {
    await Promise.all(this.all.map((market) => market.arm(seed)));
  }

  /**
   * The seller agrees once more, as a person has to whose marketplace no longer accepts the connection.
   * @param marketplace which
   * @param seller name of the seller there
   * @returns what the marketplace gives out
   */
  async renewConsent(marketplace: string, seller: string): Promise<unknown> {
    const index = this.all.findIndex(({ spec }) => spec.name === marketplace);
    return this.controls[index]?.send(`/_control/accounts/${seller}/consent`, { method: 'POST' });
  }

  /** Ends all faults; what they have counted stays. */
  async calmDown(): Promise<void> {
    for (const control of this.controls) await control.send('/_control/faults', { method: 'PUT', body: {} });
  }

  /** @returns what they have counted, added up */
  async count(): Promise<{ listedTwice: number; faults: number; live: readonly LiveListing[] }> {
    const effects = await Promise.all(this.all.map((market) => market.effects()));
    const faults = effects.flatMap((effect) => Object.values(effect.faults).flatMap(Object.values<number>));
    return {
      listedTwice: effects.reduce((sum, { listedTwice }) => sum + listedTwice, 0),
      faults: faults.reduce((sum, count) => sum + count, 0),
      live: effects.flatMap(({ live }) => live),
    };
  }

  /** Stops all of them. */
  async stop(): Promise<void> {
    this.ends.abort();
    await Promise.all(this.standIns.map((standIn) => standIn.stop()));
  }
}
