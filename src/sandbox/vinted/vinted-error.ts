import type { Answer } from '../http/exchange.ts';

/** A refused field, under the name the site's form has for it. */
export interface VintedFieldError {
  readonly field: string;
  readonly value: string;
}

const KNOWN: Readonly<
  Record<number, { readonly status: number; readonly name: string; readonly text: string }>
> = {
  21: { status: 401, name: 'login_required', text: 'Log in to go on' },
  99: { status: 400, name: 'validation_error', text: 'Some fields are not right' },
  100: { status: 401, name: 'invalid_authentication_token', text: 'The session has run out' },
  104: { status: 404, name: 'not_found', text: 'This is not there any more' },
  105: { status: 500, name: 'server_error', text: 'Something went wrong' },
  106: { status: 403, name: 'access_denied', text: 'You may not do this' },
};

/**
 * Builds an error answer in Vinted's form.
 *
 * @param code Vinted's number; one that the stand-in does not know becomes a 400 of that number
 * @param errors refused fields, for code 99
 * @returns the answer
 */
export function vintedError(code: number, errors: readonly VintedFieldError[] = []): Answer {
  const known = KNOWN[code] ?? { status: 400, name: 'error', text: 'This did not work' };
  return {
    status: known.status,
    json: {
      code,
      message_code: known.name,
      message: known.text,
      ...(errors.length === 0 ? {} : { errors }),
    },
  };
}

/**
 * Builds a 429.
 *
 * @param seconds the wait it asks for; 0 leaves the header away, which Vinted was seen to do
 * @returns the answer
 */
export function slowDown(seconds: number): Answer {
  return {
    status: 429,
    headers: seconds > 0 ? { 'retry-after': String(Math.ceil(seconds)) } : {},
    json: { code: 429, message_code: 'too_many_requests', message: 'Slow down' },
  };
}

/** Ends a call with an error of Vinted's. */
export class VintedRefusal extends Error {
  /** What the caller gets to see. */
  readonly answer: Answer;

  /**
   * @param code Vinted's number
   * @param errors refused fields, for code 99
   */
  constructor(code: number, errors: readonly VintedFieldError[] = []) {
    super(`Vinted error ${code}`);
    this.answer = vintedError(code, errors);
  }
}
