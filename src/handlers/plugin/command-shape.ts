import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldErrors } from '../../common/http/validation.ts';
import type { FieldError } from '../../domain/errors.ts';

/** One command of the plugin's closed list: what it is called, what it takes and what it returns. */
export interface CommandShape<Payload extends object = object, Data extends object = object> {
  /** `<marketplace>.<thing>.<what>`. */
  readonly name: string;
  /** Version of both shapes. */
  readonly version: number;
  readonly payload: new () => Payload;
  readonly data: new () => Data;
}

/** A value that has the wanted shape, or what is wrong with it. */
export type ShapeReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fields: readonly FieldError[] };

/**
 * Checks a value against a class.
 * @param shape a class with the rules of class-validator
 * @param value anything
 * @returns an instance without the fields that the class does not know, or the fields that are wrong
 */
export function readShape<T extends object>(shape: new () => T, value: object): ShapeReading<T> {
  const instance = plainToInstance(shape, value);
  // A command may return nothing: a class without rules is no mistake.
  const errors = validateSync(instance, {
    whitelist: true,
    stopAtFirstError: true,
    forbidUnknownValues: false,
  });
  return errors.length === 0 ? { ok: true, value: instance } : { ok: false, fields: fieldErrors(errors) };
}
