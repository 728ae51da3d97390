import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError } from '../../domain/errors.ts';
import type { FieldError } from '../../domain/errors.ts';

/** What a value must be before anything else can be said of it: what is no number is neither too small nor too great. */
const KINDS: readonly string[] = ['isArray', 'isBoolean', 'isInt', 'isNumber', 'isObject', 'isString'];

/** Sentences of class-validator that are hard to read, and what they are replaced by. */
const PLAIN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^each value in /, 'each entry of '],
  [/ must contain at least 1 elements$/, ' must not be empty'],
  [/ must contain (at least|no more than) (\d+) elements$/, ' must have $1 $2 entries'],
  [/^All (.+)'s elements must be unique$/, '$1 must not have an entry twice'],
  [/^property (.+) should not exist$/, '$1 is not a known field'],
];

/** Checks DTOs and leaves text of paths and queries alone, which Nest would turn into numbers (`1e3` into 1000). */
class DtoPipe extends ValidationPipe {
  protected override transformPrimitive(value: unknown): unknown {
    return value;
  }
}

/**
 * @returns the pipe that checks every DTO: unknown fields are errors, values become instances of their classes and
 * nothing is converted unless its field says so
 */
export function validationPipe(): ValidationPipe {
  return new DtoPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => invalidRequest(fieldErrors(errors)),
  });
}

/**
 * @param fields what is wrong, field by field
 * @returns the error for a request that does not say what it must
 */
export function invalidRequest(fields: readonly FieldError[]): DomainError {
  return new DomainError('request.invalid', 'invalid', 'The request is not valid; see the fields.', {
    fields,
  });
}

/**
 * Flattens class-validator's tree.
 * @param errors its errors
 * @param parent path of the object they belong to
 * @returns one entry per broken rule, with paths such as `items[0].sku`; one alone where the value is of another kind
 */
export function fieldErrors(errors: readonly ValidationError[], parent = ''): FieldError[] {
  return errors.flatMap((error) => {
    const field = pathOf(parent, error.property);
    const own = ruleErrors(error, field);
    return [...own, ...fieldErrors(error.children ?? [], field)];
  });
}

function ruleErrors(error: ValidationError, field: string): FieldError[] {
  const rules = Object.entries(error.constraints ?? {});
  // A field that is not there breaks all its rules at once; one sentence says it.
  if (rules.length > 0 && error.value === undefined && error.property !== undefined) {
    return [{ field, code: 'required', message: `${field} is required` }];
  }
  if (rules.some(([rule]) => rule.startsWith('array')) && !Array.isArray(error.value)) {
    return [{ field, code: 'is_array', message: `${field} must be a list` }];
  }
  const kinds = rules.filter(([rule]) => KINDS.includes(rule));
  return (kinds.length > 0 ? kinds : rules).map(([rule, message]) => ({
    field,
    code: codeOf(rule),
    message: inPlainWords(message),
  }));
}

function pathOf(parent: string, property: string | undefined): string {
  if (property === undefined) return parent;
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}

function inPlainWords(message: string): string {
  return PLAIN_WORDS.reduce((said, [unwieldy, plain]) => said.replace(unwieldy, plain), message);
}

function codeOf(rule: string): string {
  if (rule === 'whitelistValidation') return 'unknown_field';
  return rule.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
