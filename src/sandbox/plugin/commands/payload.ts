import { isRecord } from '../../control/control-body.ts';

/** A payload that is not what the command's version says; nothing was sent. */
export class InvalidPayload extends Error {}

type Payload = Readonly<Record<string, unknown>>;

/**
 * @param payload an object
 * @param key name of a field
 * @returns its object
 * @throws InvalidPayload when it is something else
 */
export function objectIn(payload: Payload, key: string): Payload {
  const value = payload[key];
  if (!isRecord(value)) throw new InvalidPayload(`${key} must be an object`);
  return value;
}

/**
 * @param payload an object
 * @param key name of a field
 * @returns its text
 * @throws InvalidPayload when it is something else
 */
export function textIn(payload: Payload, key: string): string {
  const value = payload[key];
  if (typeof value !== 'string' || value === '') throw new InvalidPayload(`${key} must be a text`);
  return value;
}

/**
 * @param payload an object
 * @param key name of a field
 * @returns its whole number
 * @throws InvalidPayload when it is something else
 */
export function integerIn(payload: Payload, key: string): number {
  const value = payload[key];
  if (!Number.isInteger(value)) throw new InvalidPayload(`${key} must be a whole number`);
  return value as number;
}
