import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../src/plugin/protocol/messages.ts';
import type { MessageClasses } from '../../../src/plugin/protocol/messages.ts';
import { parseMessage } from '../../../src/plugin/protocol/parse-message.ts';
import { CLIENT_SAMPLES, SERVER_SAMPLES } from '../../support/plugin/sample-messages.ts';

const BOTH: readonly (readonly [string, MessageClasses, readonly { readonly type: string }[]])[] = [
  ['plugin', CLIENT_MESSAGES, CLIENT_SAMPLES],
  ['server', SERVER_MESSAGES, SERVER_SAMPLES],
];
const CODES = ['message.malformed', 'message.unsupported', 'message.invalid'];

describe.each(BOTH)('reading a message of the %s', (_name, classes, samples) => {
  it.each(samples)('takes $type as it is', (sample) => {
    expect({ ...parseMessage(classes, JSON.stringify(sample)) }).toEqual(sample);
  });

  it.each(samples)('drops what it does not know of $type', (sample) => {
    expect({ ...parseMessage(classes, JSON.stringify({ ...sample, mood: 'fine' })) }).toEqual(sample);
  });

  it('says of any text what is wrong with it, and throws nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const message = parseMessage(classes, text);
        expect(message).toMatchObject({
          type: 'not_understood',
          code: expect.stringMatching(CODES.join('|')),
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('says of any fields what is wrong with them, and throws nothing', () => {
    const types = fc.constantFrom(...Object.keys(classes), 'toString', '__proto__', 'constructor');
    const keys = fc.constantFrom('constructor', '__proto__', 'then', 'toString', 'x');
    const value = fc.jsonValue({ maxDepth: 4 });
    const fields = fc.dictionary(fc.oneof(keys, fc.constantFrom(...samples.flatMap(Object.keys))), value);
    fc.assert(
      fc.property(types, fields, keys, value, (type, rest, key, odd) => {
        const sample = samples.find((one) => one.type === type) ?? {};
        for (const candidate of [
          { ...rest, type },
          { ...sample, ...rest, type },
          { ...sample, data: { [key]: odd } },
        ]) {
          const message = parseMessage(classes, JSON.stringify(candidate));
          expect([...Object.keys(classes), 'not_understood']).toContain(message.type);
        }
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});

describe('reading a message', () => {
  it('takes no message of the other direction', () => {
    for (const { type } of SERVER_SAMPLES) {
      expect(parseMessage(CLIENT_MESSAGES, JSON.stringify({ type }))).toMatchObject({
        code: 'message.unsupported',
      });
    }
  });

  it('names every field that is wrong, by its path', () => {
    const text = JSON.stringify({ ...CLIENT_SAMPLES[2], accounts: [{ marketplace: '', state: 'fine' }] });
    const message = parseMessage(CLIENT_MESSAGES, text);
    if (message.type !== 'not_understood') throw new Error('it was taken');
    expect(message.code).toBe('message.invalid');
    expect(Object.fromEntries(message.fields.map(({ field, code }) => [field, code]))).toEqual({
      'accounts[0].marketplace': 'is_length',
      'accounts[0].user_id': 'required',
      'accounts[0].state': 'is_in',
    });
  });

  it.each([
    ['2026-11-24T10:00:07.120Z', true],
    ['2026-11-24T10:00:07Z', true],
    ['2026-11-24T11:00:07+01:00', true],
    ['2026-11-24T10:00:07', false],
    ['2026-11-24T10:00:07.120', false],
    ['2026-11-24T10:00Z', false],
    ['2026-11-24 10:00:07Z', false],
    ['2026-11-24', false],
    ['2026-02-30T10:00:07Z', false],
    ['2026-11-24T25:00:07Z', false],
    ['20261124T100007Z', false],
  ])('knows whether %s is one moment: %s', (observed_at, isTaken) => {
    const result = CLIENT_SAMPLES.find(({ type }) => type === 'result');
    const message = parseMessage(CLIENT_MESSAGES, JSON.stringify({ ...result, observed_at }));
    if (isTaken) expect(message).toMatchObject({ type: 'result', observed_at });
    else expect(message).toMatchObject({ fields: [{ field: 'observed_at', code: 'is_date_string' }] });
  });

  it('takes 64 levels and no more', () => {
    const deep = (levels: number): string =>
      `{"type":"result","command_id":"${crypto.randomUUID()}","attempt":1,"status":"done","observed_at":"2026-01-05T09:31:00Z","data":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
    expect(parseMessage(CLIENT_MESSAGES, deep(63)).type).toBe('result');
    expect(parseMessage(CLIENT_MESSAGES, deep(64))).toMatchObject({ code: 'message.malformed' });
  });
});
