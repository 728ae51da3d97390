import { Problem, problemOf } from './problem.ts';

/** A server that says nothing for so long is as good as gone; what is shown is then asked for again. */
const PATIENCE_MS = 20_000;

/** Values of a query; undefined and empty ones are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** What a request may carry. */
export interface RequestOptions {
  readonly query?: Query;
  /** Sent as JSON, unless `type` says that it is text of another kind. */
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Whether the browser keeps the cookie of the answer; none is kept or sent otherwise. */
  readonly setsCookie?: boolean;
}

/** One page of a list. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

/** What was read, and which version of it that is. */
export interface Tagged<T> {
  readonly data: T;
  /** The `ETag`: a change that names it is refused where there is a newer version. */
  readonly tag: string;
}

/** Makes requests as whoever the token speaks for. */
export class ApiClient {
  readonly #token: string;
  readonly #refused: (problem: Problem) => void;

  /**
   * @param token the bearer token
   * @param refused is told when it is not good any more
   */
  constructor(token: string, refused: (problem: Problem) => void) {
    this.#token = token;
    this.#refused = refused;
  }

  /**
   * Reads.
   * @param path the route
   * @param query its query
   * @param signal gives the request up
   * @returns the body of the answer
   * @throws {Problem} unless the answer is 2xx
   */
  async get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    const response = await this.send('GET', path, {
      ...(query && { query }),
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    });
    return (await response.json()) as T;
  }

  /**
   * Changes something.
   * @param method the verb
   * @param path the route
   * @param options what the request carries
   * @returns the body of the answer
   * @throws {Problem} unless the answer is 2xx
   */
  async change<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    options: RequestOptions = {},
  ): Promise<T> {
    const response = await this.send(method, path, options);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  /**
   * Reads or changes something that has versions.
   * @param method the verb
   * @param path the route
   * @param options what the request carries
   * @returns the body of the answer with its version
   * @throws {Problem} unless the answer is 2xx
   */
  async tagged<T>(
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    options: RequestOptions = {},
  ): Promise<Tagged<T>> {
    const response = await this.send(method, path, options);
    return { data: (await response.json()) as T, tag: response.headers.get('etag') ?? '' };
  }

  /**
   * Sends a request.
   * @param method the verb
   * @param path the route
   * @param options what it carries
   * @returns the answer, its body unread
   * @throws {Problem} unless the answer is 2xx
   */
  async send(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
    const { body, type = 'application/json' } = options;
    const response = await fetch(addressOf(path, options.query), {
      method,
      headers: {
        ...options.headers,
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(options.signal !== undefined && { signal: options.signal }),
      cache: 'no-store',
      credentials: options.setsCookie === true ? 'same-origin' : 'omit',
    }).catch((error: unknown) => {
      const isTooSlow = error instanceof DOMException && error.name === 'TimeoutError';
      if (options.signal?.aborted === true && !isTooSlow) throw error;
      throw new Problem(0, 'http.unreachable', 'StoFlow does not answer.');
    });
    if (response.ok) return response;
    const problem = await problemOf(response);
    if (problem.status === 401) this.#refused(problem);
    throw problem;
  }
}

function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
