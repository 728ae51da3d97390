import { bearer } from './tokens.ts';

/** An answer, whatever its status. */
export interface SellersAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/**
 * Makes a request of the first tenant to a running program.
 * @param url of the program
 * @param method the verb
 * @param path the route
 * @param body JSON, or CSV as text
 * @returns the answer, whatever its status
 */
export async function askAsSeller<T>(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<SellersAnswer<T>> {
  const text = typeof body === 'string';
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: await bearer({ tenant: 1 }),
      ...(body !== undefined && { 'content-type': text ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as T };
}

/**
 * Makes a request that has to succeed.
 * @param request as {@link askAsSeller} takes it
 * @returns the answer's body
 * @throws {Error} for any other answer
 */
export async function demandAsSeller<T>(...request: Parameters<typeof askAsSeller>): Promise<T> {
  const { status, body } = await askAsSeller<T>(...request);
  if (status < 300) return body;
  const [, method, path] = request;
  throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
}
