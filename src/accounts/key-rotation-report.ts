/** How many credentials are sealed with which key, by the key's id. {@link UNKNOWN_FORM} stands for what is no envelope. */
export type KeyUse = Readonly<Record<string, number>>;

/** What a stored text counts as that names no key: it is never shown, since it may be anything. */
export const UNKNOWN_FORM = '(unknown form)';

/** Credentials that could not be sealed anew; they are as they were. */
export interface UnreadableCredentials {
  /** The account, where they are an account's. */
  readonly accountId?: number;
  /** The endpoint of webhooks, where they are its secret. */
  readonly webhookId?: number;
  readonly code: string;
  readonly message: string;
}

/** What a rotation did to one tenant. */
export interface TenantRotation {
  readonly tenantId: number;
  /** Credentials sealed anew. */
  readonly resealed: number;
  readonly unreadable: readonly UnreadableCredentials[];
  /** After it. */
  readonly keys: KeyUse;
}

/** A tenant whose credentials could not be looked at, and why. */
export interface FailedTenant {
  readonly tenantId: number;
  readonly error: string;
}

/** Which keys are in use. */
export interface KeysReport {
  /** The key that seals: the first of `CREDENTIALS_KEYS`. */
  readonly sealingKey: string;
  /** Of all tenants that could be looked at. */
  readonly keysInUse: KeyUse;
  readonly failed: readonly FailedTenant[];
  /** Whether nothing but the sealing key is in use, so that the others may be dropped. */
  readonly complete: boolean;
}

/** What a rotation did. */
export interface RotationReport extends KeysReport {
  /** Tenants that had something to do, or have something left; the others are only counted. */
  readonly tenants: readonly TenantRotation[];
  /** Tenants whose credentials all had the sealing key before. */
  readonly untouched: number;
}

/**
 * @param uses of several tenants
 * @returns their sum
 */
export function sumOf(uses: readonly KeyUse[]): KeyUse {
  const sum: Record<string, number> = {};
  for (const use of uses) {
    for (const [key, count] of Object.entries(use)) sum[key] = (sum[key] ?? 0) + count;
  }
  return sum;
}
