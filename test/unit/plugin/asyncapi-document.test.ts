import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { API_VERSION } from '../../../src/common/version.ts';
import { asyncApiDocument } from '../../../src/plugin/protocol/asyncapi-document.ts';
import { CLIENT_MESSAGES, SERVER_MESSAGES } from '../../../src/plugin/protocol/messages.ts';
import { parseMessage } from '../../../src/plugin/protocol/parse-message.ts';
import { CLIENT_SAMPLES, SERVER_SAMPLES } from '../../support/plugin/sample-messages.ts';

const FILE = join(import.meta.dirname, '../../../docs/plugin_protocol.asyncapi.json');
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
  Array.from({ length: 2000 }, () => ({})),
];

describe('the AsyncAPI document of the plugin protocol', () => {
  let text: string;
  let document: { components: { messages: Record<string, { payload: object }> } };
  beforeAll(() => {
    text = readFileSync(FILE, 'utf8');
    document = JSON.parse(text) as typeof document;
  });

  it('is valid AsyncAPI 3.0', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => Number(severity) === 0)).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
    const types = (operation: string): string[] =>
      parsed
        ?.operations()
        .get(operation)
        ?.messages()
        .all()
        .map((message) => message.id()) ?? [];
    expect(types('hearFromPlugin')).toEqual(Object.keys(CLIENT_MESSAGES));
    expect(types('tellPlugin')).toEqual(Object.keys(SERVER_MESSAGES));
  });

  it('is what `npm run -s cli -- asyncapi` prints', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(asyncApiDocument(API_VERSION))));
  });

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

  it('has a sample here of every message', () => {
    const types = new Set(samples.map(({ message }) => message.type));
    expect([...types].sort()).toEqual(
      [...Object.keys(CLIENT_MESSAGES), ...Object.keys(SERVER_MESSAGES)].sort(),
    );
  });

  it.each(samples)(
    'accepts what the program accepts, and nothing else: $message.type',
    ({ classes, message }) => {
      const ajv = new Ajv({ strict: false });
      formats.default(ajv);
      ajv.addSchema(document, 'document');
      const validate = ajv.compile({ $ref: `document#/components/messages/${message.type}/payload` });
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
