import type { Database } from '../../../../src/common/database/database.ts';
import { ApiWorld } from '../../../support/api-world.ts';
import type { Caller } from '../../../support/api-world.ts';
import { ebayMarket, etsyMarket } from '../../../support/town-markets.ts';
import type { TownMarket } from '../../../support/town-markets.ts';

/** A consent as the API answers it, with the cookie that its browser got. */
export interface Begun {
  readonly id: number;
  readonly authorization_url: string;
  readonly expires_at: string;
  readonly cookie: string;
}

/** The application before the stand-ins of eBay and Etsy, and browsers that come back from them. */
export class ConsentWorld {
  private constructor(
    readonly api: ApiWorld,
    private readonly markets: readonly TownMarket[],
  ) {}

  /**
   * @param env variables that differ from the usual ones; empty ones are as good as absent
   * @returns the running world, with a seller `anna` and another, `bea`, at both marketplaces
   */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ConsentWorld> {
    const markets = [ebayMarket(), etsyMarket()];
    for (const { standIn } of markets) await standIn.start();
    // Marketplaces read the environment themselves; Jest gives each file its own.
    Object.assign(process.env, ...markets.map((market) => market.environment()), env);
    const world = new ConsentWorld(await ApiWorld.start(env), markets);
    await world.control('ebay', 'PUT', 'options', { accept_url: `${world.api.url}/oauth/ebay/callback` });
    await world.control('etsy', 'PUT', 'options', {
      redirect_uris: [`${world.api.url}/oauth/etsy/callback`],
    });
    for (const marketplace of ['ebay', 'etsy']) {
      for (const name of ['anna', 'bea']) await world.control(marketplace, 'POST', 'accounts', { name });
    }
    return world;
  }

  /** @returns the database */
  get db(): Database {
    return this.api.db;
  }

  /** @returns makes a request as a tenant */
  as(tenant: number): Caller {
    return this.api.as(tenant);
  }

  /** Begins a consent, as the page does. */
  async begin(body: object, tenant = 1): Promise<Begun> {
    const answer = await this.as(tenant)<Begun>('POST', '/api/marketplace/accounts/consents', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { ...answer.body, cookie };
  }

  /** Opens the consent page and chooses; returns where the marketplace sends the browser. */
  async choose(
    { authorization_url: url }: Pick<Begun, 'authorization_url'>,
    choice: string,
  ): Promise<string> {
    const query = choice === 'deny' ? 'answer=deny' : `answer=allow&as=${choice}`;
    const answer = await fetch(`${url}&${query}`, { redirect: 'manual' });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${answer.status}: ${await answer.text()}`);
    return location;
  }

  /** Comes back; returns the place of the page that the browser is led to. */
  async comeBack(location: string, cookie: string): Promise<string> {
    const answer = await fetch(location, { redirect: 'manual', headers: { cookie } });
    if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`);
    return new URL(answer.headers.get('location') ?? '', location).href.replace(this.api.url, '');
  }

  /** All of it. */
  async consent(body: object, choice: string): Promise<string> {
    const begun = await this.begin(body);
    return this.comeBack(await this.choose(begun, choice), begun.cookie);
  }

  /** Speaks to the control interface of a stand-in. */
  async control(marketplace: string, method: string, path: string, body?: object): Promise<void> {
    const url = this.markets.find((market) => market.marketplace === marketplace)?.standIn.url;
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_control/${path}`, init);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.api.close();
    for (const { standIn } of this.markets) await standIn.stop();
  }
}
