import { productPicture } from '../../../src/sandbox/pictures/product-picture.ts';

/** What `POST /_control/accounts` of the Etsy stand-in answers. */
export interface OpenedEtsyAccount {
  readonly account: string;
  readonly user_id: number;
  readonly shop_id: number;
  readonly shipping_profile_id: number | null;
  readonly return_policy_id: number | null;
  readonly readiness_state_id: number | null;
  readonly client_id: string;
  readonly shared_secret: string;
  readonly api_key: string;
  readonly access_token: string;
  readonly expires_in: number;
  readonly refresh_token: string;
}

/** One answer, read completely. */
export interface RawEtsyAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; an empty object when it is no JSON. */
  readonly json: Record<string, unknown>;
}

/** Values of a form; lists go as one value with commas. */
export type EtsyForm = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;

/** A bare HTTP client that knows nothing of the stand-in's code. */
export class RawEtsyClient {
  readonly opened: OpenedEtsyAccount;
  private readonly url: string;
  private accessToken: string;
  private refreshToken: string;

  private constructor(url: string, opened: OpenedEtsyAccount) {
    this.url = url;
    this.opened = opened;
    this.accessToken = opened.access_token;
    this.refreshToken = opened.refresh_token;
  }

  /** Opens an account by the control interface of `control`, and talks to `url` from then on. */
  static async open(control: string, body: Record<string, unknown>, url = control): Promise<RawEtsyClient> {
    const opened = await etsyControl(control, 'POST', 'accounts', body);
    return new RawEtsyClient(url, opened.json as unknown as OpenedEtsyAccount);
  }

  /** Refreshes the pair of tokens and keeps it. */
  async signIn(): Promise<RawEtsyAnswer> {
    const answer = await this.requestToken({
      grant_type: 'refresh_token',
      client_id: this.opened.client_id,
      refresh_token: this.refreshToken,
    });
    this.accessToken = String(answer.json['access_token']);
    this.refreshToken = String(answer.json['refresh_token']);
    return answer;
  }

  requestToken(form: Record<string, string>): Promise<RawEtsyAnswer> {
    const body = new URLSearchParams(form);
    return read(fetch(`${this.url}/v3/public/oauth/token`, { method: 'POST', body }));
  }

  /** Any call below `/v3/application/`. */
  call(
    method: string,
    path: string,
    body?: RequestInit['body'],
    headers: Record<string, string | undefined> = {},
  ): Promise<RawEtsyAnswer> {
    const all = { 'x-api-key': this.opened.api_key, authorization: `Bearer ${this.accessToken}`, ...headers };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return read(
      fetch(`${this.url}/v3/application/${path}`, {
        method,
        headers: sent,
        ...(body === undefined || body === null ? {} : { body }),
      }),
    );
  }

  get(path: string): Promise<RawEtsyAnswer> {
    return this.call('GET', path);
  }

  form(method: string, path: string, form: EtsyForm): Promise<RawEtsyAnswer> {
    const texts = Object.entries(form).map(([name, value]): [string, string] => [name, String(value)]);
    return this.call(method, path, new URLSearchParams(texts));
  }

  json(method: string, path: string, body: unknown): Promise<RawEtsyAnswer> {
    return this.call(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  /** Path of the own shop. */
  get shop(): string {
    return `shops/${this.opened.shop_id}`;
  }

  draftForm(changes: EtsyForm = {}): EtsyForm {
    return {
      quantity: 1,
      title: 'Robe midi en soie années 1990',
      description: 'Très bon état.',
      price: 45.5,
      who_made: 'someone_else',
      when_made: '1990s',
      is_supply: false,
      taxonomy_id: 454,
      shipping_profile_id: this.opened.shipping_profile_id ?? '',
      return_policy_id: this.opened.return_policy_id ?? '',
      readiness_state_id: this.opened.readiness_state_id ?? '',
      tags: ['robe', 'soie'],
      materials: ['soie'],
      ...changes,
    };
  }

  createDraft(changes: EtsyForm = {}): Promise<RawEtsyAnswer> {
    return this.form('POST', `${this.shop}/listings`, this.draftForm(changes));
  }

  putInventory(
    listingId: number,
    sku: string,
    offering: Record<string, unknown> = {},
  ): Promise<RawEtsyAnswer> {
    const only = { price: 45.5, quantity: 1, is_enabled: true };
    const readiness = { readiness_state_id: this.opened.readiness_state_id };
    return this.json('PUT', `listings/${listingId}/inventory`, {
      products: [{ sku, property_values: [], offerings: [{ ...only, ...readiness, ...offering }] }],
    });
  }

  uploadImage(
    listingId: number,
    fields: Readonly<Record<string, string>> = {},
    bytes: Uint8Array = productPicture('ROB1', 1),
  ): Promise<RawEtsyAnswer> {
    const form = new FormData();
    form.append('image', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'one.png');
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    return this.call('POST', `${this.shop}/listings/${listingId}/images`, form);
  }

  patch(listingId: number, form: EtsyForm): Promise<RawEtsyAnswer> {
    return this.form('PATCH', `${this.shop}/listings/${listingId}`, form);
  }

  activate(listingId: number): Promise<RawEtsyAnswer> {
    return this.patch(listingId, { state: 'active' });
  }

  /** Draft, SKU and one picture; answers the listing's number. */
  async prepare(sku: string, changes: EtsyForm = {}): Promise<number> {
    const draft = await this.createDraft(changes);
    const listingId = Number(draft.json['listing_id']);
    await this.putInventory(listingId, sku);
    await this.uploadImage(listingId, { rank: '1' });
    return listingId;
  }

  /** The listing as it reads now. */
  async listing(listingId: number): Promise<Record<string, unknown>> {
    return (await this.get(`listings/${listingId}`)).json;
  }
}

/** A call to the control interface. */
export function etsyControl(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<RawEtsyAnswer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return read(fetch(`${url}/_control/${path}`, { method, ...sent }));
}

/** The numbers that `GET /_control/effects` answers, as the tests use them. */
export interface RawEtsyEffects {
  readonly listed_twice: number;
  readonly orphan_drafts: number;
  readonly live_listings: number;
  readonly listing_fees: { readonly count: number; readonly cents: number };
  readonly images: { readonly created: number; readonly orphaned: number };
  readonly calls: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly accounts: readonly Readonly<Record<string, unknown>>[];
}

/** What the stand-in counted. */
export async function etsyEffects(url: string): Promise<RawEtsyEffects> {
  return (await etsyControl(url, 'GET', 'effects')).json as unknown as RawEtsyEffects;
}

async function read(pending: Promise<Response>): Promise<RawEtsyAnswer> {
  const response = await pending;
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? (JSON.parse(text) as RawEtsyAnswer['json']) : {},
  };
}
