import { randomBytes } from 'node:crypto';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';

/** Letters of a pairing code: no I, L, O or U, which people mistake for others or read as words (Crockford's base 32). */
const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/**
 * 60 bits. Ten thousand guesses a second at twenty codes for ten minutes find one in 10^10 such attacks, so wrong codes need not be
 * counted against the device or its tenant, where whoever sends them would keep the seller from pairing.
 */
const CODE_LENGTH = 12;
const CREDENTIAL_BYTES = 32;
/** Ids in a secret are positive and fit a JavaScript integer. */
const CODE = /^([1-9]\d{0,14})-([1-9]\d{0,14})-([0-9A-Z]{12})$/;
const CREDENTIAL = /^sfd_([1-9]\d{0,14})_([1-9]\d{0,14})_([\w-]{43})$/;

/** What a secret says of its owner; whether it is right is told by the stored hash alone. */
export interface ClaimedDevice {
  readonly tenant: TenantRef;
  readonly deviceId: number;
}

/**
 * Makes a pairing code, which a person reads from one screen and types into another.
 * @param tenantId whose device
 * @param deviceId which
 * @returns for instance `7-12-K7QF2MZD4X8P`
 */
export function newPairingCode(tenantId: number, deviceId: number): string {
  const letters = [...randomBytes(CODE_LENGTH)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]);
  return `${tenantId}-${deviceId}-${letters.join('')}`;
}

/**
 * Makes a device's credential.
 * @param tenantId whose device
 * @param deviceId which
 * @returns text with 256 random bits
 */
export function newCredential(tenantId: number, deviceId: number): string {
  return `sfd_${tenantId}_${deviceId}_${randomBytes(CREDENTIAL_BYTES).toString('base64url')}`;
}

/**
 * @param code what somebody typed
 * @returns the code as it was made, capital letters and no spaces
 */
export function normalizeCode(code: string): string {
  return code.replaceAll(/\s/g, '').toUpperCase();
}

/**
 * @param code a normalised pairing code
 * @returns the device it claims to be for; undefined where it is no code
 */
export function deviceOfCode(code: string): ClaimedDevice | undefined {
  return claimed(CODE.exec(code));
}

/**
 * @param credential a credential
 * @returns the device it claims to be; undefined where it is no credential
 */
export function deviceOfCredential(credential: string): ClaimedDevice | undefined {
  return claimed(CREDENTIAL.exec(credential));
}

function claimed(match: RegExpExecArray | null): ClaimedDevice | undefined {
  return match === null ? undefined : { tenant: tenantRef(Number(match[1])), deviceId: Number(match[2]) };
}
