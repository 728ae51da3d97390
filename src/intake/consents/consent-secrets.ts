import { createHash, randomBytes } from 'node:crypto';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';

const SECRET_BYTES = 32;
/** Ids in a state are positive and fit a JavaScript integer. */
const STATE = /^sfc_([1-9]\d{0,14})_([1-9]\d{0,14})_[\w-]{43}$/;

/** Which consent a state says that it belongs to; whether it does is told by the stored hash alone. */
export interface ClaimedConsent {
  readonly tenant: TenantRef;
  readonly consentId: number;
}

/** @returns text with 256 random bits; as a verifier it has the 43 characters that RFC 7636 asks for at least */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/**
 * Makes what a marketplace gives back. It names its row, since whoever comes back has no token to say whose it is.
 * @param claimed the consent
 * @returns text with 256 random bits
 */
export function newState({ tenant, consentId }: ClaimedConsent): string {
  return `sfc_${tenant.id}_${consentId}_${newSecret()}`;
}

/**
 * @param state what came back
 * @returns the consent it claims to be; undefined where it is no state
 */
export function consentOfState(state: string): ClaimedConsent | undefined {
  const match = STATE.exec(state);
  return match === null ? undefined : { tenant: tenantRef(Number(match[1])), consentId: Number(match[2]) };
}

/**
 * @param verifier the secret of a consent
 * @returns its challenge, as the method S256 of RFC 7636 makes it
 */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
