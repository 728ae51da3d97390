import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../src/plugin/protocol/messages.ts';
import { parseMessage } from '../../../src/plugin/protocol/parse-message.ts';
import { MessageValidators } from '../../support/message-validators.ts';
import type { MessagesDocument } from '../../support/message-validators.ts';
import { CLIENT_SAMPLES, SERVER_SAMPLES } from '../../support/plugin/sample-messages.ts';

const FILE = join(import.meta.dirname, '../../../docs/asyncapi.json');
/** What is put in the place of every field in turn. */
const MISFITS: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  1.5,
  2_000_000_000,
  '',
  'x',
  'x'.repeat(5000),
  true,
  [],
  [[]],
  [null],
  ['x'],
  {},
  { a: 1 },
  '7f3f6a5e-1c1b-4a6b-9d8f-2f1e0d9c8b7a',
  '2026-01-05T09:31:00',
  '2026-01-05T09:31:00+01:00',
  '2026-01-05 09:31:00Z',
  '2026-02-30T09:31:00Z',
  '2026-01-05T09:31Z',
  '2026-01-05',
  Array.from({ length: 2000 }, () => ({})),
];

describe('the AsyncAPI document, of the messages of the plugin protocol', () => {
  const validators = new MessageValidators(JSON.parse(readFileSync(FILE, 'utf8')) as MessagesDocument);

  const samples = [
    ...CLIENT_SAMPLES.map((message) => ({
      direction: 'plugin',
      classes: CLIENT_MESSAGES,
      message,
    })),
    ...SERVER_SAMPLES.map((message) => ({
      direction: 'server',
      classes: SERVER_MESSAGES,
      message,
    })),
  ];

  it('describes every message, and has a sample here of each', () => {
    const types = [...Object.keys(CLIENT_MESSAGES), ...Object.keys(SERVER_MESSAGES)];
    expect(validators.names('plugin')).toEqual(types);
    expect(new Set(samples.map(({ message }) => message.type))).toEqual(new Set(types));
  });

  it.each(samples)(
    'accepts what the program accepts, and nothing else: $message.type',
    ({ classes, message }) => {
      const validate = validators.of('plugin', message.type);
      const compare = (candidate: object): boolean => {
        const accepted = parseMessage(classes, JSON.stringify(candidate)).type !== 'not_understood';
        const valid = validate(JSON.parse(JSON.stringify(candidate)));
        if (accepted !== valid) {
          throw new Error(
            `program: ${accepted}, document: ${valid}: ${JSON.stringify(candidate).slice(0, 400)}`,
          );
        }
        return accepted;
      };
      expect(compare(message)).toBe(true);
      let refused = 0;
      for (const path of pathsOf(message)) {
        for (const misfit of MISFITS) if (!compare(replaced(message, path, misfit))) refused += 1;
      }
      expect(refused).toBeGreaterThan(0);
    },
  );
});

/** @returns the paths of all fields but the type, those of nested objects included */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    path.length === 0 && key === 'type' ? [] : [[...path, key], ...pathsOf(entry, [...path, key])],
  );
}

function replaced(message: object, path: readonly string[], value: unknown): object {
  const copy = structuredClone(message) as Record<string, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  holder[path.at(-1) ?? ''] = value;
  return copy;
}
