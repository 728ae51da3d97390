import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { ConfigurationError } from '../../config/read-environment.ts';
import { parseKeys } from './encryption-key.ts';
import type { EncryptionKey } from './encryption-key.ts';
import { open, seal } from './envelope.ts';

/** The row a secret belongs to. A ciphertext copied to another row, or to another tenant, does not open there. */
export type SecretOwner = { readonly tenantId: number } & (
  { readonly accountId: number } | { readonly webhookId: number } | { readonly consentId: number }
);

/** Encrypts secrets at rest. The first of `CREDENTIALS_KEYS` encrypts, all of them decrypt. */
@Injectable()
export class Encryption {
  private readonly keys: readonly EncryptionKey[];

  constructor(config: AppConfig) {
    this.keys = parseKeys(config.CREDENTIALS_KEYS);
  }

  /**
   * @returns the id of the key that seals
   * @throws {ConfigurationError} when no key is configured
   */
  get sealingKeyId(): string {
    return this.sealingKey().id;
  }

  /**
   * @param plaintext the secret
   * @param owner the row that will hold it
   * @returns its text form, different at every call
   * @throws {ConfigurationError} when no key is configured
   */
  encrypt(plaintext: string, owner: SecretOwner): string {
    return seal(this.sealingKey(), plaintext, bindingOf(owner));
  }

  /**
   * @param envelope what {@link Encryption.encrypt} returned
   * @param owner the row that holds it
   * @returns the secret
   * @throws {DecryptionError} when the key is gone, or the text was altered or belongs to another row
   */
  decrypt(envelope: string, owner: SecretOwner): string {
    return open(this.keys, envelope, bindingOf(owner));
  }

  private sealingKey(): EncryptionKey {
    const [key] = this.keys;
    if (key === undefined) throw new ConfigurationError(['CREDENTIALS_KEYS: is needed to store credentials']);
    return key;
  }
}

function bindingOf(owner: SecretOwner): string {
  return `tenant:${owner.tenantId}/${rowOf(owner)}`;
}

function rowOf(owner: SecretOwner): string {
  if ('accountId' in owner) return `account:${owner.accountId}`;
  return 'webhookId' in owner ? `webhook:${owner.webhookId}` : `consent:${owner.consentId}`;
}
