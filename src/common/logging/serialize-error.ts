import { describeFailure } from '../database/describe-failure.ts';
import { redactText } from './redact-secrets.ts';

/** What a log says of an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * Describes an error without the data it may carry: no SQL, no parameters, no request.
 * @param error what was thrown
 * @returns type, message, code and where it was thrown
 */
export function serializeError(error: unknown): LoggedError {
  if (!isError(error)) return { type: typeof error, message: redactText(String(error)) };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: redactText(describeFailure(error)),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack: frames.join('\n'),
    ...(isError(error.cause) ? { cause: serializeError(error.cause) } : {}),
  };
}

/** Errors of another realm are errors too, and `instanceof` does not know them. */
function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
