import { productPicture } from '../../../src/sandbox/pictures/product-picture.ts';

/** What `POST /_control/accounts` answers, as the tests use it. */
export interface OpenedAccount {
  readonly account: string;
  readonly refresh_token: string;
  readonly client_id: string;
  readonly client_secret: string;
  readonly merchant_location_key: string;
  readonly marketplaces: Readonly<
    Record<string, { fulfillment_policy_id: string; payment_policy_id: string; return_policy_id: string }>
  >;
}

/** One answer, read completely. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; an empty object when it is no JSON. */
  readonly json: Record<string, unknown> & { readonly errors?: readonly RawError[] };
}

/** One entry of eBay's errors. */
export interface RawError {
  readonly errorId: number;
  readonly domain: string;
  readonly message: string;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
}

/** A bare HTTP client that knows nothing of the stand-in's code. */
export class RawEbayClient {
  private readonly url: string;
  private readonly account: OpenedAccount;
  private token = '';

  private constructor(url: string, account: OpenedAccount) {
    this.url = url;
    this.account = account;
  }

  /** Opens an account by the control interface of `control`, signs in, and talks to `url` from then on. */
  static async open(control: string, body: Record<string, unknown>, url = control): Promise<RawEbayClient> {
    const opened = await fetch(`${control}/_control/accounts`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const client = new RawEbayClient(url, (await opened.json()) as OpenedAccount);
    await client.signIn();
    return client;
  }

  get opened(): OpenedAccount {
    return this.account;
  }

  async signIn(): Promise<RawAnswer> {
    const answer = await this.requestToken({
      grant_type: 'refresh_token',
      refresh_token: this.account.refresh_token,
    });
    this.token = String(answer.json['access_token']);
    return answer;
  }

  requestToken(form: Record<string, string>, secret = this.account.client_secret): Promise<RawAnswer> {
    const basic = Buffer.from(`${this.account.client_id}:${secret}`).toString('base64');
    return read(
      fetch(`${this.url}/identity/v1/oauth2/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams(form),
      }),
    );
  }

  /** Any call; a body that is an object goes as JSON. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<RawAnswer> {
    return read(
      fetch(`${this.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          'accept-language': 'fr-FR',
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-language': 'fr-FR' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
  }

  uploadPicture(bytes: Uint8Array = productPicture('ROB1', 1), field = 'image'): Promise<RawAnswer> {
    const form = new FormData();
    form.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'one.png');
    return read(
      fetch(`${this.url}/commerce/media/v1_beta/image/create_image_from_file`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}` },
        body: form,
      }),
    );
  }

  putItem(sku: string, imageUrl: string, product: Record<string, unknown> = {}): Promise<RawAnswer> {
    return this.call('PUT', `/sell/inventory/v1/inventory_item/${sku}`, itemBody(imageUrl, product));
  }

  createOffer(sku: string, changes: Record<string, unknown> = {}): Promise<RawAnswer> {
    return this.call('POST', '/sell/inventory/v1/offer', { ...this.offerBody(sku), ...changes });
  }

  offerBody(sku: string, marketplaceId = 'EBAY_FR'): Record<string, unknown> {
    const policies = this.account.marketplaces[marketplaceId];
    return {
      sku,
      marketplaceId,
      format: 'FIXED_PRICE',
      availableQuantity: 1,
      categoryId: '57988',
      listingDuration: 'GTC',
      includeCatalogProductDetails: false,
      listingPolicies: {
        fulfillmentPolicyId: policies?.fulfillment_policy_id,
        paymentPolicyId: policies?.payment_policy_id,
        returnPolicyId: policies?.return_policy_id,
      },
      merchantLocationKey: this.account.merchant_location_key,
      pricingSummary: { price: { value: '45.00', currency: 'EUR' } },
    };
  }

  publish(offerId: string): Promise<RawAnswer> {
    return this.call('POST', `/sell/inventory/v1/offer/${offerId}/publish`, {});
  }

  /** Picture, item and offer of one SKU; answers the offer's id. */
  async prepare(sku: string, offer: Record<string, unknown> = {}): Promise<string> {
    const image = await this.uploadPicture(productPicture(sku, 1));
    await this.putItem(sku, String(image.json['imageUrl']));
    return String((await this.createOffer(sku, offer)).json['offerId']);
  }
}

/** A complete item that may be published. */
export function itemBody(imageUrl: string, product: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    availability: { shipToLocationAvailability: { quantity: 1 } },
    condition: 'USED_EXCELLENT',
    product: {
      title: 'Robe midi Sézane soie bordeaux 38',
      description: 'Très bon état.',
      aspects: { Marque: ['Sézane'], Couleur: ['Bordeaux'] },
      imageUrls: [imageUrl],
      ...product,
    },
  };
}

/** A call to the control interface. */
export function control(url: string, method: string, path: string, body?: unknown): Promise<RawAnswer> {
  return read(
    fetch(`${url}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** The numbers that `GET /_control/effects` answers, as the tests use them. */
export interface RawEffects {
  readonly listed_twice: number;
  readonly orphan_drafts: number;
  readonly live_listings: number;
  readonly images: { readonly created: number; readonly orphaned: number };
  readonly calls: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly accounts: readonly {
    readonly account: string;
    readonly listed_twice: number;
    readonly orphan_drafts: number;
    readonly withdrawn_offers: number;
    readonly live_listings: readonly { readonly sku: string; readonly listing_id: string }[];
    readonly calls: Readonly<Record<string, number>>;
  }[];
}

/** What the stand-in counted. */
export async function effectsOf(url: string): Promise<RawEffects> {
  return (await control(url, 'GET', 'effects')).json as unknown as RawEffects;
}

async function read(pending: Promise<Response>): Promise<RawAnswer> {
  const response = await pending;
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? (JSON.parse(text) as RawAnswer['json']) : {},
  };
}
