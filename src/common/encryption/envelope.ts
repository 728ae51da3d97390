import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KEY_ID } from './encryption-key.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { DecryptionError, KeyMissingError } from './decryption-error.ts';

const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D recommends 96-bit nonces and 128-bit tags for GCM. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 'v1';

/**
 * How every envelope begins that was sealed with a key.
 * @param keyId the key's id
 * @returns the first characters of such an envelope, and of no other
 */
export function envelopePrefix(keyId: string): string {
  return `${FORMAT}.${keyId}.`;
}

/**
 * Encrypts a text with AES-256-GCM.
 * @param key the key
 * @param plaintext any text
 * @param binding what the ciphertext belongs to; it opens only with the same binding
 * @returns `v1.<key id>.<iv>.<tag>.<data>`, the last three in base64url
 */
export function seal(key: EncryptionKey, plaintext: string, binding: string): string {
  const iv = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(key.id, binding));
  const data = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return [FORMAT, key.id, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString('base64url'))].join(
    '.',
  );
}

/**
 * Decrypts what {@link seal} made.
 * @param keys the keys that may have been used
 * @param envelope the text form
 * @param binding the binding it was sealed with
 * @returns the plaintext
 * @throws {KeyMissingError} naming the key, when it is not among `keys`
 * @throws {DecryptionError} when the form, the binding or the content is not what it was
 */
export function open(keys: readonly EncryptionKey[], envelope: string, binding: string): string {
  const [format, keyId = '', ...parts] = envelope.split('.');
  const [iv, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
  const wellFormed =
    format === FORMAT &&
    KEY_ID.test(keyId) &&
    parts.length === 3 &&
    iv?.length === NONCE_BYTES &&
    tag?.length === TAG_BYTES;
  if (!wellFormed || data === undefined) throw new DecryptionError('its form is not known');
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new KeyMissingError(keyId);
  const decipher = createDecipheriv(CIPHER, key.bytes, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associatedData(key.id, binding));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
  } catch {
    throw new DecryptionError('it was altered, moved or sealed with another key');
  }
}

function associatedData(keyId: string, binding: string): Buffer {
  return Buffer.from(JSON.stringify([FORMAT, keyId, binding]), 'utf8');
}
