/** A JSON object of which nothing is known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Parses text that should be JSON.
 * @param text the body of an answer, possibly empty or HTML
 * @returns the value; undefined where it is no JSON
 */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Narrows a value to an object.
 * @param value anything
 * @returns the object; an empty one where it is something else
 */
export function recordOf(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : {};
}

/**
 * Narrows a value to a list of objects.
 * @param value anything
 * @returns its objects; what is no object is left out, and no list is an empty one
 */
export function recordsOf(value: unknown): readonly JsonRecord[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.map(recordOf).filter((item) => Object.keys(item).length > 0);
}

/**
 * Narrows a value to text. Numbers become text, since marketplaces send ids both ways.
 * @param value anything
 * @returns the text; undefined where it is empty or something else
 */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Narrows a value to a whole number.
 * @param value anything; digits as text count
 * @returns the number; undefined where it is something else
 */
export function integerOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : undefined;
}
