import type { Exchange } from '../http/exchange.ts';
import { badField, EtsyRefusal } from './etsy-error.ts';

/** What a field of a form may hold. An empty nullable field means null. */
export interface FormField {
  readonly kind: 'integer' | 'number' | 'flag' | 'text' | 'integers' | 'texts';
  readonly nullable?: boolean;
  /** Smallest number. */
  readonly least?: number;
  /** The only texts. */
  readonly words?: readonly string[];
}

/** Fields of a form by name. */
export type FormShape = Readonly<Record<string, FormField>>;

/** A form after reading: numbers, flags, texts, lists and nulls under the names they were sent with. */
export type FormValues = Readonly<Record<string, unknown>>;

/**
 * Reads a form-encoded body. A field that is sent twice counts once, with its last value, as on the live service: whoever
 * repeats `image_ids` instead of putting commas between the numbers loses pictures.
 *
 * @param exchange the request
 * @param shape the fields it may have
 * @param required the fields it must have
 * @returns the values
 * @throws EtsyRefusal with 400 for another content type, and for the first field that is unknown, malformed or missing
 */
export function readForm(exchange: Exchange, shape: FormShape, required: readonly string[]): FormValues {
  if (!/^application\/x-www-form-urlencoded(;|$)/.test(exchange.headers['content-type'] ?? ''))
    throw new EtsyRefusal(400, 'The request body must be application/x-www-form-urlencoded');
  return fitForm(new URLSearchParams(exchange.body.toString('utf8')), shape, required);
}

/**
 * Compares texts with the fields they should be.
 *
 * @param texts names and texts, of a form or of the parts of a multipart body
 * @param shape the fields it may have
 * @param required the fields it must have
 * @returns the values
 * @throws EtsyRefusal with 400 for the first field that is unknown, malformed or missing
 */
export function fitForm(
  texts: Iterable<readonly [string, string]>,
  shape: FormShape,
  required: readonly string[],
): FormValues {
  const values: Record<string, unknown> = {};
  for (const [name, text] of texts) {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (field === undefined) throw badField(name, 'is not a known field', 'unknown_field');
    values[name] = valueOf(name, text, field);
  }
  const missing = required.find((name) => values[name] === undefined);
  if (missing !== undefined) throw badField(missing, 'is required', 'required');
  return values;
}

function valueOf(name: string, text: string, field: FormField): unknown {
  if (text === '' && field.nullable === true) return null;
  switch (field.kind) {
    case 'integer':
      return numberOf(name, text, /^-?\d{1,15}$/, field.least);
    case 'number':
      return numberOf(name, text, /^-?\d{1,15}(\.\d+)?$/, field.least);
    case 'flag':
      return wordOf(name, text, ['true', 'false']) === 'true';
    case 'text':
      return field.words === undefined ? text : wordOf(name, text, field.words);
    case 'integers':
      return entriesOf(text).map((entry) => numberOf(name, entry, /^-?\d{1,15}$/, field.least));
    case 'texts':
      return entriesOf(text);
  }
}

function numberOf(name: string, text: string, pattern: RegExp, least = -Infinity): number {
  const value = Number(text);
  if (!pattern.test(text) || value < least) throw badField(name, 'is not a valid number', 'invalid_number');
  return value;
}

function wordOf(name: string, text: string, words: readonly string[]): string {
  if (!words.includes(text)) throw badField(name, `must be one of ${words.join(', ')}`, 'invalid_enum');
  return text;
}

function entriesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
}
