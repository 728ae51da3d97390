import { DomainError } from '../../domain/errors.ts';

/** A stored secret cannot be read back. It carries neither the ciphertext nor any part of the secret. */
export class DecryptionError extends DomainError {
  /**
   * @param reason why, in words without content
   * @param code what a program reads
   */
  constructor(
    reason: string,
    code: 'credentials.unreadable' | 'credentials.key_missing' = 'credentials.unreadable',
  ) {
    super(code, 'unavailable', `A stored secret cannot be decrypted: ${reason}.`);
  }
}

/** A stored secret was sealed with a key that this program was not given. */
export class KeyMissingError extends DecryptionError {
  /** @param keyId the key's id, which is no secret */
  constructor(readonly keyId: string) {
    super(`its key "${keyId}" is not among CREDENTIALS_KEYS`, 'credentials.key_missing');
  }
}
