import { describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';

describe('the schema of a tenant', () => {
  it.each([
    [1, 'user_1'],
    [3000, 'user_3000'],
    [Number.MAX_SAFE_INTEGER, 'user_9007199254740991'],
  ])('of %d is %s', (id, schema) => {
    expect(tenantRef(id)).toEqual({ id, schema });
  });

  it.each([
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.MAX_SAFE_INTEGER + 1,
    '1',
    '1; drop schema user_2 cascade',
    '1.user_2',
    '',
    null,
    undefined,
    [1],
    { valueOf: () => 1 },
    1n,
  ])('is never made from %p', (id) => {
    expect(() => tenantRef(id as number)).toThrow(RangeError);
  });
});
