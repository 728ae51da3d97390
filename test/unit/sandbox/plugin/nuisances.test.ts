import { describe, expect, it } from '@jest/globals';
import { InvalidControl } from '../../../../src/sandbox/control/control-body.ts';
import { parseNuisances } from '../../../../src/sandbox/plugin/trouble/parse-nuisances.ts';

const occasion = (moment: string, commandId = 'a', command = 'vinted.item.create') => ({
  moment,
  command,
  commandId,
});
const drawn = (
  body: unknown,
  moments: readonly string[],
  ids: readonly string[],
): readonly (string | undefined)[] => {
  const [source] = parseNuisances(body);
  return ids.flatMap((id) => moments.map((moment) => source?.decide(occasion(moment, id))?.kind));
};

describe('what makes the stand-in plugin difficult', () => {
  it('a line of a script hits what it names, as often as it says', () => {
    const [script] = parseNuisances({
      script: [
        { moment: 'send:result', fault: 'drop', nth: 2 },
        { moment: 'send:*', fault: 'delay', command: 'vinted.item.read', delay_ms: 7 },
        { moment: 'receive:command', fault: 'duplicate', every: 2, times: 1 },
      ],
    });
    const kinds = (moment: string, times: number): readonly unknown[] =>
      Array.from({ length: times }, () => script?.decide(occasion(moment))?.kind);
    expect(kinds('send:result', 3)).toEqual([undefined, 'drop', undefined]);
    expect(kinds('receive:command', 4)).toEqual([undefined, 'duplicate', undefined, undefined]);
    expect(script?.decide(occasion('send:pong', '', ''))).toBeUndefined();
    expect(script?.decide(occasion('send:accepted', 'b', 'vinted.item.read'))).toEqual({
      kind: 'delay',
      delayMs: 7,
    });
  });

  it('a plan meets the same commands with the same trouble, in whatever order they come', () => {
    const body = { plan: { seed: 's', rates: { drop: 0.3, cut_before: 0.2 } } };
    const ids = Array.from({ length: 40 }, (_, at) => String(at));
    const kinds = drawn(body, ['send:result'], ids);
    expect(drawn(body, ['send:result'], ids.toReversed())).toEqual(kinds.toReversed());
    expect(new Set(kinds)).toEqual(new Set([undefined, 'drop', 'cut_before']));
  });

  it('a plan leaves a command alone after two strikes in a row', () => {
    const kinds = drawn({ plan: { seed: 's', rates: { drop: 1 } } }, Array(6).fill('send:result'), ['a']);
    expect(kinds).toEqual(['drop', 'drop', undefined, 'drop', 'drop', undefined]);
  });

  it('a plan keeps to the moments it names, and loses no message where there is none', () => {
    const plan = { seed: 's', rates: { drop: 1 }, moments: ['send:result', 'act:after'] };
    expect(drawn({ plan }, ['send:accepted', 'send:result', 'act:after'], ['a'])).toEqual([
      undefined,
      'drop',
      undefined,
    ]);
  });

  it.each([
    [{ script: {} }],
    [{ script: [{ fault: 'drop' }] }],
    [{ script: [{ moment: 'send:result', fault: 'explode' }] }],
    [{ script: [{ moment: 'send:result', fault: 'drop', nth: 1, every: 1 }] }],
    [{ plan: { seed: 1 } }],
    [{ plan: { rates: { drop: 0.5 } } }],
    [{ plan: { seed: 1, rates: { drop: 0.6, delay: 0.6 } } }],
    [[]],
  ])('refuses %j', (body) => {
    expect(() => parseNuisances(body)).toThrow(InvalidControl);
  });
});
