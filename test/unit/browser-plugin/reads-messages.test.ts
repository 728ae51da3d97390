import { describe, expect, it } from '@jest/globals';
import { readServerMessage } from '../../support/browser-plugin/extension/protocol/read-message.ts';
import { SERVER_SAMPLES } from '../../support/plugin/sample-messages.ts';

describe('what the reference extension takes from the server', () => {
  it.each(SERVER_SAMPLES.map((sample) => [sample.type, sample] as const))('is %s', (_type, sample) => {
    expect(readServerMessage(JSON.stringify(sample))).toEqual(sample);
    expect(readServerMessage(JSON.stringify({ ...sample, of_a_later_version: 1 }))).toMatchObject(sample);
  });

  it.each([
    ['no text', new Uint8Array([123, 125])],
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no type', '{}'],
    ['a type of a later version', '{"type":"later"}'],
    ['a name that every object has', '{"type":"constructor"}'],
    ['a command without a deadline', JSON.stringify({ ...commandSample(), deadline: undefined })],
    ['a command whose deadline is no time', JSON.stringify({ ...commandSample(), deadline: 'soon' })],
    ['a command whose payload is a list', JSON.stringify({ ...commandSample(), payload: [] })],
    ['a command for nobody', JSON.stringify({ ...commandSample(), account: {} })],
  ])('is not %s', (_what, message) => {
    expect(readServerMessage(message)).toBeUndefined();
  });
});

function commandSample(): object {
  const sample = SERVER_SAMPLES.find(({ type }) => type === 'command');
  if (sample === undefined) throw new Error('there is no sample of a command');
  return sample;
}
