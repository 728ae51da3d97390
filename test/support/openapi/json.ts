/** An object of a parsed JSON text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @returns the value where it is an object; else an empty one */
export function object(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
