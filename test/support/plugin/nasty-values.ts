import type { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';

/** JSON text of something that no field of a message should ever have, and that must harm nobody. */
export type Nasty = (random: SeededRandom, mark: string) => string;

const TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e\ufeff\u200b',
  '🧨'.repeat(50),
  "'; drop table user_2.plugin_devices; --",
  "' or 1=1 --",
  '$1',
  '"user_2"."marketplace_tasks"',
  '\r\nSet-Cookie: a=b\r\n\r\nHTTP/1.1 200 OK',
  '../../../etc/passwd',
  '%00%n%s{{7*7}}${7*7}<script>',
  '__proto__',
  'constructor',
  'NaN',
  '-1',
  '1e999',
  '2026-02-30T25:61:61.000Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-W48-7',
  '00000000-0000-0000-0000-000000000000',
  'sfd_2_1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  '9007199254740993-9007199254740993-K7QF2MZD4X8P',
];

const LITERALS: readonly string[] = [
  'null',
  'true',
  '[]',
  '{}',
  '0',
  '-0',
  '-1',
  '1.5',
  '1e999',
  '-1e999',
  '9007199254740993',
  '1e308',
  '{"then":1,"toString":2,"hasOwnProperty":3,"length":-1}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toJSON":"x","valueOf":null}',
];

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const nested = (depth: number): string => `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`;

const KINDS: readonly Nasty[] = [
  (random, mark) => JSON.stringify(`${mark}${random.pick(TEXTS)}`),
  (random) => JSON.stringify(random.pick(TEXTS)),
  (random) => random.pick(LITERALS),
  (random) => random.pick(LITERALS),
  (random, mark) => JSON.stringify(mark.repeat(random.integer(1, 3000))),
  (random) => nested(random.pick([3, 31, 33, 200, 5000])),
  (random) => `{"a":${deep(random.pick([60, 70, 100_000]))}}`,
  (random) => `[${'0,'.repeat(random.integer(1, 20_000))}0]`,
  (random, mark) => JSON.stringify(Object.fromEntries(keys(random.integer(1, 3000), mark))),
];

/** @returns a nasty text, as JSON; every other one can be found again by its mark */
export function nastyText(random: SeededRandom, mark: string): string {
  return JSON.stringify(`${random.chance(0.5) ? mark : ''}${random.pick(TEXTS)}`);
}

/** @returns something nasty, as JSON */
export function nastyValue(random: SeededRandom, mark: string): string {
  return random.pick(KINDS)(random, mark);
}

function keys(count: number, mark: string): [string, string][] {
  return Array.from({ length: count }, (_unused, index) => [`${mark}${index}\0\ud800`, mark]);
}
