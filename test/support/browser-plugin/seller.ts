import { generateProducts } from '../../../src/sandbox/dataset/generate-products.ts';
import { productsCsv } from '../../../src/sandbox/dataset/products-csv.ts';
import { bearer } from '../tokens.ts';
import { waitFor } from '../wait-for.ts';

/** A job as these tests read it. */
interface SeenJob {
  readonly id: number;
  readonly status: string;
  readonly waiting_for: { readonly reason: string } | null;
  readonly error: { readonly code: string } | null;
}

/** Statuses in which a job can still change by itself. */
const OPEN = ['pending', 'processing'];

/** A seller with an account on Vinted, who works over REST. */
export class Seller {
  private imports = 0;

  /**
   * @param server address of the program
   * @param picturesUrl where pictures of products are
   */
  constructor(
    private readonly server: string,
    private readonly picturesUrl: string,
  ) {}

  /** Connects an account. */
  async connect(userId: number): Promise<void> {
    await this.send('POST', '/api/marketplace/accounts', {
      marketplace: 'vinted',
      name: 'Léa',
      external_id: String(userId),
      settings: { site: 'vinted.fr' },
    });
  }

  /** @returns a pairing code */
  async pairingCode(): Promise<string> {
    const device = await this.send<{ pairing_code: string }>('POST', '/api/plugin/devices', {
      name: 'Laptop',
    });
    return device.pairing_code;
  }

  /** @returns the id of a new product with one picture */
  async product(): Promise<number> {
    const seed = `piece ${(this.imports += 1)}`;
    const [product] = generateProducts({ seed, count: 1, picturesUrl: this.picturesUrl });
    if (product === undefined) throw new Error('nothing was generated');
    await this.send(
      'POST',
      '/api/products/import',
      productsCsv([{ ...product, pictures: product.pictures.slice(0, 1) }]),
    );
    const { data } = await this.send<{ data: { id: number; sku: string }[] }>(
      'GET',
      '/api/products?limit=200',
    );
    const id = data.find(({ sku }) => sku === product.sku)?.id;
    if (id === undefined) throw new Error(`${product.sku} was not imported`);
    return id;
  }

  /** Changes the price of a product. */
  async changePrice(productId: number, price: string): Promise<void> {
    const { version } = await this.send<{ version: number }>('GET', `/api/products/${productId}`);
    await this.send('PATCH', `/api/products/${productId}`, { version, price });
  }

  /** Asks for an action on a product, or on the whole account, and answers the job. */
  async ask(action: string, productId?: number): Promise<number> {
    const about = productId === undefined ? {} : { product_id: productId };
    const body = { marketplace: 'vinted', action_code: action, ...about };
    return (await this.send<{ id: number }>('POST', '/api/marketplace/jobs', body)).id;
  }

  /** @returns how a job has ended, once it has: `completed`, or the code of its error */
  async outcome(jobId: number): Promise<string> {
    const job = await waitFor(
      async () => {
        const seen = await this.job(jobId);
        return !OPEN.includes(seen.status) && seen;
      },
      { what: `job ${jobId} has ended`, everyMs: 50 },
    );
    return job.error?.code ?? job.status;
  }

  /** Has something done, and answers how it ended. */
  async have(action: string, productId?: number): Promise<string> {
    return this.outcome(await this.ask(action, productId));
  }

  /** Waits until a job waits for something. */
  async untilWaits(jobId: number, reason: string): Promise<void> {
    await waitFor(async () => (await this.job(jobId)).waiting_for?.reason === reason, {
      what: `job ${jobId} waits for ${reason}`,
      everyMs: 50,
    });
  }

  private job(jobId: number): Promise<SeenJob> {
    return this.send('GET', `/api/marketplace/jobs/${jobId}`);
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = typeof body === 'string';
    const response = await fetch(`${this.server}${path}`, {
      method,
      headers: {
        authorization: await bearer({ tenant: 1 }),
        ...(body !== undefined && { 'content-type': text ? 'text/csv' : 'application/json' }),
      },
      ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
