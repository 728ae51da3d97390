import { DomainError } from '../../domain/errors.ts';

/** A stored secret cannot be read back. It carries neither the ciphertext nor any part of the secret. */
export class DecryptionError extends DomainError {
  /** @param reason why, in words without content */
  constructor(reason: string) {
    super('credentials.unreadable', 'unavailable', `A stored secret cannot be decrypted: ${reason}.`);
  }
}
