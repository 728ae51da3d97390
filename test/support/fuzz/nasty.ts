import type { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;

/** Values that a property may not be ready for. */
const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => [],
  () => ({}),
  () => [null],
  () => [[1]],
  () => 0,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => 9_007_199_254_740_993n.toString(),
  () => Number.MAX_SAFE_INTEGER,
  () => 2 ** 63,
  () => '',
  () => ' ',
  () => '\u0000',
  () => 'a\u0000b',
  () => '\ud800',
  () => '‮txet',
  () => '𝒳'.repeat(200),
  () => 'x'.repeat(20_000),
  () => "'; drop table products; --",
  () => '1 or 1=1',
  () => '${7*7}{{7*7}}<script>alert(1)</script>',
  () => 'a\r\nSet-Cookie: x=y',
  () => '../../../../etc/passwd',
  () => 'NaN',
  () => 'Infinity',
  () => '2030-13-45T99:99:99Z',
  () => '-0',
  () => deep(500),
  () => ({ constructor: { prototype: { polluted: true } } }),
  () => ({ toString: 'no', valueOf: 1, length: -1, then: 'x' }),
  () => Array.from({ length: 2000 }, (_, index) => index),
];

/** Text for targets and headers, where a value of another type cannot be. */
const TEXTS: readonly string[] = [
  '0',
  '-1',
  '1.5',
  '99999999999999999999',
  'abc',
  '%00',
  '%C3%28',
  '%',
  '%2e%2e%2f',
  "1'--",
  '1;select+pg_sleep(5)',
  '9223372036854775808',
  'null',
  '1%0d%0aX:y',
  'é',
  'x'.repeat(3000),
];

/** @returns a value that is hardly what is expected */
export function nastyValue(random: SeededRandom): unknown {
  return random.pick(VALUES)();
}

/** @returns a text that is hardly what is expected in a target */
export function nastyText(random: SeededRandom): string {
  return random.pick(TEXTS);
}

/**
 * Changes one place of a JSON value.
 * @param random which place, and how
 * @param value is left as it is
 * @returns the changed copy
 */
export function mutated(random: SeededRandom, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.next() < 0.15) return nastyValue(random);
  const copy: Record<string, unknown> = { ...value };
  const names = Object.keys(copy);
  const name =
    names.length === 0 || random.next() < 0.1
      ? random.pick(['unknown', 'constructor', 'id', '0'])
      : random.pick(names);
  if (random.next() < 0.1) delete copy[name];
  else copy[name] = mutated(random, copy[name]);
  return Array.isArray(value) ? Object.values(copy) : copy;
}
