import type { Json } from './json.ts';
import { isObject, listOf, textOf } from './json.ts';

/** An answer that is no success, in the server's own words. */
export class RestError extends Error {
  /**
   * @param request method and path
   * @param status the HTTP status
   * @param detail what the server said
   */
  constructor(request: string, status: number, detail: string) {
    super(`${request} was answered with ${status}: ${detail}`);
  }
}

/** A request. */
export interface RestRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Sent as JSON, or as CSV when it is a text. */
  readonly body?: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 60_000;

/** Speaks JSON over HTTP, and nothing else: what it can do, any client can. */
export class RestClient {
  /**
   * @param baseUrl without a slash at the end
   * @param signal aborts every request
   * @param token a bearer token; none for the stand-in's control
   */
  constructor(
    private readonly baseUrl: string,
    private readonly signal: AbortSignal,
    private readonly token?: string,
  ) {}

  /**
   * Sends a request.
   * @param path with its query
   * @param request GET without a body by default
   * @returns the answer's JSON; null when it has none
   * @throws {RestError} when it is no success
   */
  async send(path: string, request: RestRequest = {}): Promise<unknown> {
    const { method = 'GET', body, headers = {} } = request;
    const isText = typeof body === 'string';
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/csv' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      signal: AbortSignal.any([this.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? null : JSON.parse(text);
    if (!response.ok) throw new RestError(`${method} ${path}`, response.status, explanation(answer));
    return answer;
  }
}

function explanation(answer: unknown): string {
  if (!isObject(answer)) return 'nothing';
  const detail = textOf(answer, 'detail') ?? textOf(answer, 'error') ?? JSON.stringify(answer);
  const fields = Array.isArray(answer['fields']) ? listOf(answer, 'fields') : [];
  return [detail, ...fields.map((field) => `${textOf(field, 'field')}: ${textOf(field, 'message')}`)].join(
    ' ',
  );
}
