import { describe, expect, it } from '@jest/globals';
import { fitForm, type FormShape } from '../../../../src/sandbox/etsy/form-fields.ts';

const SHAPE: FormShape = {
  id: { kind: 'integer', least: 1, nullable: true },
  price: { kind: 'number' },
  flag: { kind: 'flag' },
  word: { kind: 'text', words: ['a', 'b'] },
  ids: { kind: 'integers', least: 1 },
  tags: { kind: 'texts' },
};

describe('reading a form', () => {
  const read = (text: string, required: readonly string[] = []): Readonly<Record<string, unknown>> =>
    fitForm(new URLSearchParams(text), SHAPE, required);

  it('turns texts into what the fields hold', () => {
    expect(read('id=7&price=4.5&flag=false&word=b&ids=1,2&tags=un,deux%20mots')).toEqual({
      id: 7,
      price: 4.5,
      flag: false,
      word: 'b',
      ids: [1, 2],
      tags: ['un', 'deux mots'],
    });
  });

  it('reads an empty nullable field as null and an empty list as none', () => {
    expect(read('id=&ids=&tags=')).toEqual({ id: null, ids: [], tags: [] });
  });

  it('keeps the last of a repeated field', () => {
    expect(read('ids=1&ids=2')).toEqual({ ids: [2] });
  });

  it.each([
    ['id=0', 'id'],
    ['id=1.5', 'id'],
    ['price=', 'price'],
    ['price=1e3', 'price'],
    ['flag=1', 'flag'],
    ['word=c', 'word'],
    ['ids=1,x', 'ids'],
    ['tags[]=x', 'tags[]'],
    ['constructor=x', 'constructor'],
  ])('refuses %s', (text, path) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ status: 400, problem: expect.objectContaining({ path }) }),
    );
  });

  it('asks for what is required', () => {
    expect(() => read('id=1', ['price'])).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ path: 'price', type: 'required' }) }),
    );
  });
});
