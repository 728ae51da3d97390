import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { wallClock } from '../common/clock.ts';

/** What the product's condition may be, from best to worst. Marketplaces map it to their own words. */
export const CONDITIONS = ['new_with_tags', 'new_without_tags', 'very_good', 'good', 'satisfactory'] as const;
/** Whom the product is for. */
export const GENDERS = ['women', 'men', 'unisex', 'girls', 'boys'] as const;
/** Pictures a product may have: what the most generous marketplace takes. Each refuses what goes beyond its own limit. */
export const MAX_PICTURES = 24;
const MAX_PRICE = 1_000_000;
const OLDEST_YEAR = 1800;
const MAX_ATTRIBUTES_BYTES = 10_240;

/**
 * Takes the space around a text away before it is checked.
 * @returns the decorator of a text field
 */
export function Trimmed(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
}

/**
 * A text that PostgreSQL can store and that has a length within limits.
 * @param min fewest characters
 * @param max most characters
 * @returns the decorator of a text field
 */
export function IsPlainText(min: number, max: number): PropertyDecorator {
  return ValidateBy({
    name: 'plainText',
    validator: {
      validate: (value: unknown) => isStorable(value) && value.length >= min && value.length <= max,
      defaultMessage: () => `$property must be a text of ${min} to ${max} characters`,
    },
  });
}

/**
 * Brings prices to a text with two decimals before they are checked; JSON may also have a number.
 * @returns the decorator of a price
 */
export function Price(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => {
    const text = typeof value === 'number' ? String(value) : value;
    const match = typeof text === 'string' ? /^(0|[1-9]\d{0,6})(?:\.(\d{1,2}))?$/.exec(text.trim()) : null;
    return match === null ? value : `${match[1] ?? ''}.${(match[2] ?? '').padEnd(2, '0')}`;
  });
}

/**
 * A price above 0 and up to 1,000,000 with at most two decimals. It never becomes a float.
 * @returns the decorator of a price
 */
export function IsPrice(): PropertyDecorator {
  return ValidateBy({
    name: 'price',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' &&
        /^\d+\.\d{2}$/.test(value) &&
        Number(value) > 0 &&
        Number(value) <= MAX_PRICE,
      defaultMessage: () =>
        '$property must be above 0 and at most 1000000, with a point and at most two decimals, such as 12.50',
    },
  });
}

/**
 * A year in which a product can have been made: up to the next one, since collections are dated ahead.
 * @returns the decorator of a year
 */
export function IsMadeYear(): PropertyDecorator {
  return ValidateBy({
    name: 'madeYear',
    validator: {
      validate: (value: unknown) =>
        Number.isInteger(value) && Number(value) >= OLDEST_YEAR && Number(value) <= latestYear(),
      defaultMessage: () => `$property must be a year from ${OLDEST_YEAR} to ${latestYear()}`,
    },
  });
}

/**
 * A flat JSON object: texts, numbers, booleans, null, or lists of them.
 * @returns the decorator of such an object
 */
export function IsAttributes(): PropertyDecorator {
  return ValidateBy({
    name: 'attributes',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).every(isStorable) &&
        Object.values(value).every((entry) =>
          Array.isArray(entry) ? entry.every(isScalar) : isScalar(entry),
        ) &&
        Buffer.byteLength(JSON.stringify(value)) <= MAX_ATTRIBUTES_BYTES,
      defaultMessage: () =>
        `$property must be a flat object of at most ${MAX_ATTRIBUTES_BYTES} bytes of JSON`,
    },
  });
}

function latestYear(): number {
  return wallClock().getUTCFullYear() + 1;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || Number.isFinite(value) || isStorable(value);
}

/** PostgreSQL has no text with a NUL, and no jsonb with half of a surrogate pair. */
function isStorable(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
}
