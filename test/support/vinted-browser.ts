import { productPicture } from '../../src/sandbox/pictures/product-picture.ts';

/** What `POST /_control/accounts` answers. */
export interface OpenedMember {
  readonly user_id: number;
  readonly login: string;
  readonly session: string;
  readonly cookie: string;
  readonly csrf_token: string;
}

/** One answer of the site, read completely. */
export interface SiteReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; an empty object when it is no JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- looked into without a class for each
  readonly json: any;
}

const FORM_HEADERS = {
  'x-upload-form': 'true',
  'x-enable-dynamic-attribute-condition': 'true',
  'x-enable-dynamic-attribute-size': 'true',
  'x-enable-dynamic-attribute-video-game-rating': 'true',
};

/** A bare HTTP client with a session of the Vinted stand-in; it knows nothing of the stand-in's code. */
export class VintedBrowser {
  cookie: string;
  csrf: string;

  constructor(
    private readonly url: string,
    readonly member: OpenedMember,
  ) {
    this.cookie = member.cookie;
    this.csrf = member.csrf_token;
  }

  /** Opens an account by the control interface of `control`, and talks to `url` from then on. */
  static async open(control: string, body: Record<string, unknown>, url = control): Promise<VintedBrowser> {
    return new VintedBrowser(url, await openMember(control, body));
  }

  call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<SiteReply> {
    const isForm = body instanceof FormData;
    return read(
      fetch(`${this.url}${path}`, {
        method,
        headers: {
          cookie: this.cookie,
          'x-csrf-token': this.csrf,
          ...FORM_HEADERS,
          ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      }),
    );
  }

  /** Uploads a picture and answers the whole reply. */
  upload(tempUuid: string, bytes: Uint8Array = productPicture('ROB1', 1)): Promise<SiteReply> {
    const form = new FormData();
    form.append('photo[type]', 'item');
    form.append('photo[temp_uuid]', tempUuid);
    form.append('photo[file]', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'one.png');
    return this.call('POST', '/api/v2/photos', form);
  }

  /** Uploads one picture and creates an item with it. */
  async create(changes: Record<string, unknown> = {}, tempUuid = crypto.randomUUID()): Promise<SiteReply> {
    const photo = await this.upload(tempUuid);
    return this.call('POST', '/api/v2/item_upload/items', {
      item: itemFields(tempUuid, [photo.json['id']], changes),
      upload_session_id: tempUuid,
    });
  }
}

/** A complete item. */
export function itemFields(
  tempUuid: string,
  photos: readonly number[],
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id: null,
    title: 'Robe midi Sézane soie bordeaux 38',
    description: 'Très bon état.\n\nRef. ROB1',
    price: 45.5,
    currency: 'EUR',
    temp_uuid: tempUuid,
    catalog_id: 1821,
    brand_id: null,
    brand: 'Sézane',
    size_id: 207,
    status_id: 2,
    package_size_id: 1,
    color_ids: [12],
    assigned_photos: photos.map((id) => ({ id, orientation: 0 })),
    item_attributes: [{ code: 'material', ids: [44] }],
    is_unisex: false,
    isbn: null,
    ...changes,
  };
}

/** Opens a member's account. */
export async function openMember(url: string, body: Record<string, unknown>): Promise<OpenedMember> {
  const reply = await vintedControl(url, 'POST', 'accounts', body);
  if (reply.status !== 201) throw new Error(`no account: ${reply.text}`);
  return reply.json;
}

/** A call to the control interface. */
export function vintedControl(url: string, method: string, path: string, body?: unknown): Promise<SiteReply> {
  return read(
    fetch(`${url}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** What the stand-in counted. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export async function vintedEffects(url: string): Promise<any> {
  return (await vintedControl(url, 'GET', 'effects')).json;
}

async function read(pending: Promise<Response>): Promise<SiteReply> {
  const response = await pending;
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}
