import { describe, expect, it } from '@jest/globals';
import { ROW_TYPES } from '../../../src/common/database/types.ts';

/** Type numbers of PostgreSQL. */
const INT8 = 20;
const INT8_ARRAY = 1016;
const NUMERIC = 1700;

const read = (type: number, text: string): unknown =>
  (ROW_TYPES.getTypeParser(type, 'text') as unknown as (text: string) => unknown)(text);

describe('values of hand-written SQL', () => {
  it('bigint becomes a number', () => {
    expect(read(INT8, '9007199254740991')).toBe(9_007_199_254_740_991);
    expect(read(INT8, '-3')).toBe(-3);
  });

  it.each(['9007199254740992', '9223372036854775807', '-9007199254740993'])(
    'a bigint of %s is an error, never a rounded id',
    (text) => {
      expect(() => read(INT8, text)).toThrow(RangeError);
    },
  );

  it('arrays of bigint become arrays of numbers, and are as strict', () => {
    expect(read(INT8_ARRAY, '{}')).toEqual([]);
    expect(read(INT8_ARRAY, '{1,22,333}')).toEqual([1, 22, 333]);
    expect(() => read(INT8_ARRAY, '{1,9223372036854775807}')).toThrow(RangeError);
  });

  it('money stays text', () => {
    expect(read(NUMERIC, '10.10')).toBe('10.10');
  });
});
