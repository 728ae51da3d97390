import { ConfigurationError } from '../../config/read-environment.ts';

/** Bytes of an AES-256 key. */
const KEY_BYTES = 32;
/** What a key may be called; the characters that separate it from what follows are not among them. */
export const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** A key with the name that ciphertexts carry, so that keys can rotate. */
export interface EncryptionKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Reads the keys of `CREDENTIALS_KEYS`.
 * @param texts `id:base64` pairs, 32 bytes each
 * @returns the keys in the same order: the first encrypts
 * @throws {ConfigurationError} naming the wrong pair by its place, never by its content
 */
export function parseKeys(texts: readonly string[]): readonly EncryptionKey[] {
  const keys = texts.map(parseKey);
  const ids = new Set(keys.map((key) => key.id));
  if (ids.size < keys.length) throw new ConfigurationError(['CREDENTIALS_KEYS: two keys have the same id']);
  return keys;
}

function parseKey(text: string, index: number): EncryptionKey {
  const separator = text.indexOf(':');
  const id = text.slice(0, Math.max(separator, 0));
  const bytes = Buffer.from(text.slice(separator + 1), 'base64');
  if (!KEY_ID.test(id) || bytes.length !== KEY_BYTES) {
    throw new ConfigurationError([
      `CREDENTIALS_KEYS: pair ${index + 1} is not id:base64 with ${KEY_BYTES} bytes of key`,
    ]);
  }
  return { id, bytes };
}
