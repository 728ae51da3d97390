import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldErrors } from '../../common/http/validation.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { MessageClasses, MessageOf } from './messages.ts';

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
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function notUnderstood(
  code: NotUnderstood['code'],
  message: string,
  fields: readonly FieldError[] = [],
): NotUnderstood {
  return { type: 'not_understood', code, message, fields };
}
