import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Screen } from '../../../src/sandbox/demo/screen.ts';

/** A stream that keeps what was written, as a terminal of 20 columns and 4 rows or as a pipe. */
function canvas(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 20, rows: 4 });
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
}

describe("the demo's screen", () => {
  it('draws in place on a terminal, and takes it back before a line that stays', () => {
    const { stream, text } = canvas(true);
    const screen = new Screen(stream);

    screen.live([['one'], ['two']], () => '', 0);
    screen.live([['three']], () => '', 1);
    screen.print('four');

    expect(text()).toBe('one\ntwo\n\x1b[2A\x1b[Jthree\n\x1b[1A\x1b[Jfour\n');
  });

  it('cuts what a terminal would wrap or scroll', () => {
    const { stream, text } = canvas(true);

    new Screen(stream).live([['x'.repeat(15), 'y'.repeat(15)], ['2'], ['3'], ['4']], () => '', 0);

    expect(text()).toBe(`${'x'.repeat(15)}yyyy\n2\n3\n`);
  });

  it('writes a plain line every three seconds where it cannot draw', () => {
    const { stream, text } = canvas(false);
    const screen = new Screen(stream);

    for (const nowMs of [0, 1000, 2999, 3000, 4000]) screen.live([['drawn']], () => `at ${nowMs}`, nowMs);

    expect(text()).toBe('at 0\nat 3000\n');
  });

  it('shows no colours where it cannot draw', () => {
    const { stream, text } = canvas(false);

    new Screen(stream).print(['red', 'red'], ' and ', ['bold', 'bold']);

    expect(text()).toBe('red and bold\n');
  });
});
