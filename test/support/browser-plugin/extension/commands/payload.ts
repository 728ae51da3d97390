import { isRecord } from '../protocol/read-message.ts';
import { InvalidPayload } from './command.ts';
import type { Payload } from './command.ts';

/**
 * @param payload an object
 * @param name of a field
 * @returns its object
 * @throws {InvalidPayload} when it is something else
 */
export function objectOf(payload: Payload, name: string): Payload {
  const value = payload[name];
  if (!isRecord(value)) throw new InvalidPayload(`${name} is no object`);
  return value;
}

/**
 * @param payload an object
 * @param name of a field
 * @returns its text
 * @throws {InvalidPayload} when it is something else
 */
export function textOf(payload: Payload, name: string): string {
  const value = payload[name];
  if (typeof value !== 'string' || value === '') throw new InvalidPayload(`${name} is no text`);
  return value;
}

/**
 * @param payload an object
 * @param name of a field
 * @returns its whole number; an id of something, so that it cannot lead a path elsewhere
 * @throws {InvalidPayload} when it is something else
 */
export function numberOf(payload: Payload, name: string): number {
  const value = payload[name];
  if (!Number.isSafeInteger(value) || Number(value) < 0)
    throw new InvalidPayload(`${name} is no whole number`);
  return Number(value);
}

/**
 * @param record of the site
 * @param names of fields
 * @returns these fields, null where the site has none; everything else stays in the browser
 */
export function only(record: Payload, names: readonly string[]): Payload {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}
