import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldErrors } from '../../common/http/validation.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { MessageClasses, MessageOf } from './messages.ts';

/** Far more than any message needs, and far less than what exhausts a stack here or in the database. */
const MAX_DEPTH = 64;
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor']);

/** A message that was not understood. */
export interface NotUnderstood {
  readonly type: 'not_understood';
  readonly code: 'message.malformed' | 'message.unsupported' | 'message.invalid';
  readonly message: string;
  readonly fields: readonly FieldError[];
}

/**
 * Reads one message. Fields that are not known are dropped, so that a newer peer may send more; types that are not
 * known are told to the sender.
 * @param classes the messages of the direction
 * @param text one message as it came over the socket
 * @returns the message, checked, or what is wrong with it
 */
export function parseMessage<Classes extends MessageClasses>(
  classes: Classes,
  text: string,
): MessageOf<Classes> | NotUnderstood {
  const json = parseJson(text);
  if (json === undefined)
    return notUnderstood('message.malformed', 'A message is a JSON object with a type.');
  const { type, ...rest } = json;
  const known = typeof type === 'string' && Object.hasOwn(classes, type) ? classes[type] : undefined;
  if (known === undefined) return notUnderstood('message.unsupported', 'This type of message is not known.');
  const instance = plainToInstance(known, rest);
  const errors = validateSync(instance, { whitelist: true, stopAtFirstError: true });
  if (errors.length > 0) {
    return notUnderstood('message.invalid', `The ${String(type)} message is not valid.`, fieldErrors(errors));
  }
  return Object.assign(instance, { type }) as MessageOf<Classes>;
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const json = storable(JSON.parse(text), 0);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a message holds must be storable: PostgreSQL's text and jsonb take neither NUL nor halves of surrogate pairs,
 * and class-transformer calls whatever stands under `constructor`. A message that cannot be stored would be repeated
 * for ever, so such characters are replaced.
 */
function storable(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === MAX_DEPTH) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((entry) => storable(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !UNSAFE_KEYS.has(key))
      .map(([key, entry]) => [storableText(key), storable(entry, depth + 1)]),
  );
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notUnderstood(
  code: NotUnderstood['code'],
  message: string,
  fields: readonly FieldError[] = [],
): NotUnderstood {
  return { type: 'not_understood', code, message, fields };
}
