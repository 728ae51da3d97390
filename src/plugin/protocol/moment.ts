import { ValidateBy, isISO8601 } from 'class-validator';

/** Date, time to the second at least, and the offset: without it nobody knows which moment is meant. */
export const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * A moment in ISO 8601, as RFC 3339 and `toISOString` write it.
 * @returns the decorator of a field
 */
export function IsMoment(): PropertyDecorator {
  return ValidateBy({
    name: 'isDateString',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && MOMENT.test(value) && isISO8601(value, { strict: true }),
      defaultMessage: () => '$property must be a time in ISO 8601 with Z or an offset',
    },
  });
}
