import type { Terminal } from '../../src/cli/progress.ts';

/** A terminal of one line, which understands as much as is needed to draw that line anew. */
export class TestTerminal implements Terminal {
  /** Everything that was drawn. */
  text = '';
  drawings = 0;
  /** What a person sees now. */
  line = '';
  /** What a person saw at some time. */
  readonly seen: string[] = [];

  /**
   * @param columns cells of a line
   * @param showsOutput whether standard output is seen on it, too
   */
  constructor(
    readonly columns = 120,
    readonly showsOutput = false,
  ) {}

  readonly draw = (text: string): void => {
    this.text += text;
    this.drawings += 1;
    const [, visible = ''] = /^\r\u001b\[K(.*)$/s.exec(text) ?? [undefined, `?${text}`];
    this.line = visible;
    this.seen.push(visible);
  };
}
