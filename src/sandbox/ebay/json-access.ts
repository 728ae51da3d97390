import type { JsonObject } from './ebay-records.ts';

/**
 * @param record an object whose shape was checked
 * @param field name of an object field
 * @returns the object, empty when the field is absent
 */
export function objectAt(record: JsonObject, field: string): JsonObject {
  return (record[field] ?? {}) as JsonObject;
}

/**
 * @param record an object whose shape was checked
 * @param field name of a text field
 * @returns the text, undefined when absent
 */
export function textAt(record: JsonObject, field: string): string | undefined {
  return record[field] as string | undefined;
}

/**
 * @param record an object whose shape was checked
 * @param field name of a field with a list of texts
 * @returns the texts, none when the field is absent
 */
export function textListAt(record: JsonObject, field: string): readonly string[] {
  return (record[field] ?? []) as readonly string[];
}

/**
 * @param record an object whose shape was checked
 * @param field name of a number field
 * @returns the number, undefined when absent
 */
export function numberIn(record: JsonObject, field: string): number | undefined {
  return record[field] as number | undefined;
}
