import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/errors.ts';
import type { BodyRules } from './accept-body.decorator.ts';

/**
 * Reads and parses a request's body. It runs after authentication, so that strangers cannot make us read anything.
 * @param request the request, unread
 * @param rules how much of what is taken
 * @returns parsed JSON, text, or undefined where there is no body
 * @throws {DomainError} `request.unsupported_media_type`, `request.too_large`, `request.malformed_json`,
 * `request.malformed_text` or `request.aborted`
 */
export async function readBody(request: IncomingMessage, rules: BodyRules): Promise<unknown> {
  const { headers } = request;
  const declared = Number(headers['content-length'] ?? 0);
  if (declared === 0 && headers['transfer-encoding'] === undefined) return undefined;
  const type = mediaType(request, rules);
  if (declared > rules.limit) throw tooLarge(rules);
  const text = decode(await collect(request, rules));
  return type === 'application/json' ? parseJson(text) : text;
}

function mediaType(request: IncomingMessage, rules: BodyRules): string {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  const wanted = type.trim().toLowerCase();
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (rules.types.includes(wanted) && encoding === 'identity') return wanted;
  throw new DomainError(
    'request.unsupported_media_type',
    'unsupported_media',
    `The body must be ${rules.types.join(' or ')}, not compressed.`,
  );
}

async function collect(request: IncomingMessage, rules: BodyRules): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      // Leaving the loop would cut the connection off before the answer; the rest is read and dropped instead.
      if (size <= rules.limit) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    throw new DomainError('request.aborted', 'invalid', 'The request ended before its body did.');
  }
  if (size > rules.limit) throw tooLarge(rules);
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('request.malformed_text', 'invalid', 'The body is not UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    // A key that would reach into an object's prototype has no honest use.
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('forbidden key');
      return value;
    }) as unknown;
  } catch {
    throw new DomainError('request.malformed_json', 'invalid', 'The body is not JSON.');
  }
}

function tooLarge(rules: BodyRules): DomainError {
  return new DomainError('request.too_large', 'too_large', `The body may have ${rules.limit} bytes at most.`);
}
