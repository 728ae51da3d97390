import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { SealedPlace } from '../accounts/sealed-place.ts';
import { Encryption } from '../common/encryption/encryption.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

const ownerOf: SealedPlace['ownerOf'] = (tenantId, webhookId) => ({ tenantId, webhookId });

/** Where the secrets of endpoints are, for whoever seals them with another key. */
export const WEBHOOK_SECRETS: readonly SealedPlace[] = [
  { table: 'webhook_endpoints', column: 'secret', ownerOf },
  { table: 'webhook_endpoints', column: 'previous_secret', ownerOf },
];

/** The secrets that deliveries are signed with: told once, when they are made, and sealed at rest. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly encryption: Encryption) {}

  /** @returns a new secret in the form of Standard Webhooks */
  make(): string {
    return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
  }

  /**
   * @param secret a secret
   * @param tenant whose
   * @param id the endpoint
   * @returns what may be stored
   */
  seal(secret: string, tenant: TenantRef, id: number): string {
    return this.encryption.encrypt(secret, ownerOf(tenant.id, id));
  }

  /**
   * @param sealed what was stored
   * @param tenant whose
   * @param id the endpoint
   * @returns the key of the signature
   * @throws {DecryptionError} when the key is gone
   */
  keyOf(sealed: string, tenant: TenantRef, id: number): Buffer {
    const secret = this.encryption.decrypt(sealed, ownerOf(tenant.id, id));
    return Buffer.from(secret.slice(PREFIX.length), 'base64');
  }
}
