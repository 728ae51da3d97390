import type { SecretOwner } from '../common/encryption/encryption.ts';

/** A column of tenants' tables that holds sealed secrets. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  /** @returns to whom the secret of a row is bound */
  readonly ownerOf: (tenantId: number, id: number) => SecretOwner;
}

/** Credentials of accounts. */
export const ACCOUNT_CREDENTIALS: SealedPlace = {
  table: 'marketplace_accounts',
  column: 'credentials',
  ownerOf: (tenantId, accountId) => ({ tenantId, accountId }),
};
