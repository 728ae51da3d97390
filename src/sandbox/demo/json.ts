/** A JSON object that is about to be sent. */
export type Json = Readonly<Record<string, unknown>>;

/** An answer does not look as the documentation says. */
export class UnexpectedAnswer extends Error {}

/**
 * @param value anything
 * @returns whether it is a JSON object
 */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param value an answer
 * @returns the object it is
 * @throws {UnexpectedAnswer} when it is something else
 */
export function objectOf(value: unknown): Json {
  if (!isObject(value)) throw new UnexpectedAnswer(`an object was expected, not ${JSON.stringify(value)}`);
  return value;
}

/**
 * @param object an answer
 * @param key name of a field
 * @returns its objects
 * @throws {UnexpectedAnswer} when it is no list of objects
 */
export function listOf(object: Json, key: string): readonly Json[] {
  const value = object[key];
  if (!Array.isArray(value)) throw new UnexpectedAnswer(`a list was expected in ${key}`);
  return value.map(objectOf);
}

/**
 * @param object an answer
 * @param key name of a field
 * @returns its text; undefined when it is null or absent
 * @throws {UnexpectedAnswer} when it is something else
 */
export function textOf(object: Json, key: string): string | undefined {
  const value = object[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new UnexpectedAnswer(`a text was expected in ${key}`);
  return value;
}

/**
 * @param object an answer
 * @param key name of a field
 * @returns its number
 * @throws {UnexpectedAnswer} when it is something else
 */
export function numberOf(object: Json, key: string): number {
  const value = object[key];
  if (typeof value !== 'number') throw new UnexpectedAnswer(`a number was expected in ${key}`);
  return value;
}
