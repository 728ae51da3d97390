import { createHash } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import { invalidRequest } from '../common/http/validation.ts';

/** A request that may be sent again without being carried out again. */
export interface Idempotency {
  readonly key: string;
  /** Hex SHA-256 of the request's body, whatever the order of its fields. */
  readonly requestHash: string;
}

/** The key was used before, for another request. */
export class KeyReusedError extends DomainError {
  /** @param key the key */
  constructor(key: string) {
    super('idempotency.key_reused', 'conflict', 'This Idempotency-Key was used for another request.', {
      extra: { idempotency_key: key },
    });
  }
}

/**
 * Reads the header `Idempotency-Key`.
 * @param key the header's value; undefined where the client sent none
 * @param body the request's body
 * @returns what identifies the request; undefined without a key
 * @throws {DomainError} `request.invalid` for a key that is no 1 to 255 visible ASCII characters
 */
export function idempotencyOf(key: string | undefined, body: object): Idempotency | undefined {
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'Idempotency-Key must be 1 to 255 visible ASCII characters';
    throw invalidRequest([{ field: 'Idempotency-Key', code: 'is_key', message }]);
  }
  return { key, requestHash: createHash('sha256').update(canonical(body)).digest('hex') };
}

/** JSON with the fields of every object in one order, so that two spellings of a request are the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value instanceof Date || typeof value !== 'object' || value === null)
    return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
