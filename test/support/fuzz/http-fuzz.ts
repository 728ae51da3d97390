import type { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';
import type { ApiDocument, Operation } from '../openapi/api-document.ts';
import { sampleBody } from '../openapi/sample-body.ts';
import { mutated, nastyText } from './nasty.ts';
import type { RawRequest } from './raw-http.ts';

/** Makes requests that start from what the document shows and go wrong in one or several places. */
export class HttpFuzz {
  /**
   * @param document of the application
   * @param random decides everything, so that a seed tells all requests
   * @param tokens by who a route is for
   */
  constructor(
    private readonly document: ApiDocument,
    private readonly random: SeededRandom,
    private readonly tokens: { readonly tenant: string; readonly admin: string },
  ) {}

  /** @returns the next request, and the operation it is about */
  next(): { readonly operation: Operation; readonly request: RawRequest } {
    const operation = this.random.pick(this.document.operations().filter(({ isStream }) => !isStream));
    const body = this.body(operation);
    const headers: (readonly [string, string])[] = [
      ['Host', 'localhost'],
      ['Connection', 'close'],
      ['Authorization', this.authorization(operation)],
      ...this.headers(operation),
      ...body.headers,
    ];
    const request: RawRequest = {
      method: this.chance(0.02)
        ? this.random.pick(['TRACE', 'PROPFIND', 'get', 'X'.repeat(50)])
        : operation.method,
      target: this.target(operation),
      headers,
      body: body.bytes,
      complete: body.complete,
    };
    return { operation, request };
  }

  private target(operation: Operation): string {
    // Suspending the tenant that asks would only make every later answer the same.
    const own = operation.isAdmins ? '77' : '1';
    const path = operation.path.replaceAll(/\{\w+\}/g, () =>
      this.chance(0.4) ? nastyText(this.random) : own,
    );
    const query = operation.parameters
      .filter(({ in: place, name }) => place === 'query' && (name === 'job_id' || this.chance(0.3)))
      .flatMap(({ name, schema }) => {
        const value = this.chance(0.6)
          ? nastyText(this.random)
          : encodeURIComponent(JSON.stringify(schema['example'] ?? schema['minimum'] ?? 1));
        return this.chance(0.1)
          ? [`${name}=${value}`, `${name}=${value}`, `${name}[x]=1`]
          : [`${name}=${value}`];
      });
    if (this.chance(0.05)) query.push(nastyText(this.random));
    return query.length === 0 ? path : `${path}?${query.join('&')}`;
  }

  private headers(operation: Operation): readonly (readonly [string, string])[] {
    const own = operation.parameters
      .filter(({ in: place }) => place === 'header' && this.chance(0.5))
      .map(({ name }) => [name, nastyText(this.random)] as const);
    const odd = [
      'X-Request-Id',
      'If-Match',
      'Idempotency-Key',
      'Accept',
      'Content-Encoding',
      'Range',
      'X-Forwarded-For',
    ];
    return this.chance(0.2) ? [...own, [this.random.pick(odd), nastyText(this.random)]] : own;
  }

  private authorization(operation: Operation): string {
    if (this.chance(0.04)) return nastyText(this.random);
    const { tenant, admin } = this.tokens;
    return operation.isAdmins ? admin : tenant;
  }

  private body(operation: Operation): {
    readonly headers: readonly (readonly [string, string])[];
    readonly bytes: Buffer;
    readonly complete: boolean;
  } {
    const bytes = this.bytes(operation);
    if (bytes.length === 0) return { headers: [], bytes, complete: true };
    const type = this.chance(0.06)
      ? this.random.pick([
          'text/plain',
          'application/xml',
          'multipart/form-data',
          'application/json; charset=utf-16',
          '',
          'text/csv',
        ])
      : operation.path.endsWith('/import') && this.chance(0.5)
        ? 'text/csv'
        : 'application/json';
    const typed = ['Content-Type', type] as const;
    if (this.chance(0.05)) {
      const chunk = Buffer.concat([
        Buffer.from(`${bytes.length.toString(16)}\r\n`),
        bytes,
        Buffer.from('\r\n0\r\n\r\n'),
      ]);
      return { headers: [typed, ['Transfer-Encoding', 'chunked']], bytes: chunk, complete: true };
    }
    if (this.chance(0.04)) {
      const declared = ['Content-Length', String(bytes.length + 50)] as const;
      return { headers: [typed, declared], bytes, complete: false };
    }
    return { headers: [typed, ['Content-Length', String(bytes.length)]], bytes, complete: true };
  }

  private bytes(operation: Operation): Buffer {
    const takesText = operation.path.endsWith('/import');
    if (operation.body === undefined && !takesText && !this.chance(0.05)) return Buffer.alloc(0);
    if (this.chance(0.04)) return Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    let value: unknown = sampleBody(this.document, operation.body ?? {});
    for (let changes = this.random.integer(0, 3); changes > 0; changes -= 1)
      value = mutated(this.random, value);
    const text = JSON.stringify(value) ?? '';
    if (this.chance(0.04)) return Buffer.from(text.slice(0, -1));
    if (this.chance(0.02)) return Buffer.from(`{"__proto__":{"polluted":true},"constructor":1}`);
    return Buffer.from(text);
  }

  private chance(share: number): boolean {
    return this.random.next() < share;
  }
}
