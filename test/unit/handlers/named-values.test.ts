import { describe, expect, it } from '@jest/globals';
import { namedValuesOf } from '../../../src/handlers/mapping/named-values.ts';

const read = (value: unknown): unknown => {
  const { ok, values } = namedValuesOf(value);
  return { ok, values: Object.fromEntries(values) };
};

describe('names and values of an attribute', () => {
  it.each([
    ['lines', ['Style: Droit', 'Taille: 40', ' Taille :42 '], { Style: ['Droit'], Taille: ['40', '42'] }],
    ['one line', 'Heure: 12:30', { Heure: ['12:30'] }],
    [
      'an object, as it was stored before',
      { Style: 'Droit', Taille: ['40', '42'] },
      { Style: ['Droit'], Taille: ['40', '42'] },
    ],
    ['nothing', null, {}],
  ])('are read from %s', (_kind, value, values) => {
    expect(read(value)).toEqual({ ok: true, values });
  });

  it.each([[['Droit']], [[': Droit']], [['Style:']], [[7]], [7]])('are not %j', (value) => {
    expect(read(value)).toMatchObject({ ok: false });
  });
});
