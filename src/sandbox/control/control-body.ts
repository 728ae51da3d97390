/** A control request that cannot be understood; answered with 400 and this message. */
export class InvalidControl extends Error {}

/**
 * @param value anything
 * @returns whether it is a JSON object
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param body a JSON object
 * @param key name of the field
 * @returns its text, undefined when absent
 * @throws InvalidControl when it is something else
 */
export function stringAt(body: Record<string, unknown>, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new InvalidControl(`${key} must be a text`);
}

/**
 * @param body a JSON object
 * @param key name of the field
 * @returns its number, undefined when absent
 * @throws InvalidControl when it is not a number of at least 0
 */
export function numberAt(body: Record<string, unknown>, key: string): number | undefined {
  const value = body[key];
  if (value === undefined || (typeof value === 'number' && value >= 0)) return value;
  throw new InvalidControl(`${key} must be a number of at least 0`);
}

/**
 * @param body a JSON object
 * @param key name of the field
 * @returns its flag, undefined when absent
 * @throws InvalidControl when it is something else
 */
export function flagAt(body: Record<string, unknown>, key: string): boolean | undefined {
  const value = body[key];
  if (value === undefined || typeof value === 'boolean') return value;
  throw new InvalidControl(`${key} must be true or false`);
}

/**
 * @param body a JSON object
 * @param key name of the field
 * @returns its texts, undefined when absent
 * @throws InvalidControl when it is not a list of texts
 */
export function textsAt(body: Record<string, unknown>, key: string): readonly string[] | undefined {
  const value: unknown = body[key];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string'))
    return value;
  throw new InvalidControl(`${key} must be a list of texts`);
}
