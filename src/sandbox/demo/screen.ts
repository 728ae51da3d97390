import { styleText } from 'node:util';

/** A piece of a line, with how it looks where colours are shown. */
export type Segment =
  string | readonly [text: string, look: 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan'];
/** A line, in pieces. */
export type Line = readonly Segment[];

const PLAIN_EVERY_MS = 3000;

/**
 * Where a person watches. On a terminal the lines about what is in hand are drawn again in place; elsewhere, a log or a
 * pipe, one line every few seconds says the same.
 */
export class Screen {
  readonly #stream: NodeJS.WriteStream;
  readonly #redraws: boolean;
  readonly #colours: boolean;
  #drawn = 0;
  #plainAtMs = -Infinity;

  /** @param stream where to write; colours only on a terminal, and not with NO_COLOR */
  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#redraws = stream.isTTY && process.env['TERM'] !== 'dumb';
    // https://no-color.org: any value but an empty one.
    this.#colours = this.#redraws && (process.env['NO_COLOR'] ?? '') === '';
  }

  /** @param line a line that stays */
  print(...line: Line): void {
    this.clear();
    this.#stream.write(`${line.map((segment) => this.#paint(segment)).join('')}\n`);
  }

  /** @param text something that was done */
  done(text: string): void {
    this.print(['✓ ', 'green'], text);
  }

  /**
   * Shows what is in hand now.
   * @param lines drawn in place on a terminal
   * @param plain the same in one line, for everything else
   * @param nowMs the present, any monotonic clock
   */
  live(lines: readonly Line[], plain: () => string, nowMs: number): void {
    if (this.#redraws) this.#redraw(lines);
    else if (nowMs - this.#plainAtMs >= PLAIN_EVERY_MS) {
      this.#plainAtMs = nowMs;
      this.#stream.write(`${plain()}\n`);
    }
  }

  /** Removes what {@link live} has drawn. */
  clear(): void {
    if (this.#drawn > 0) this.#stream.write(`\x1b[${this.#drawn}A\x1b[J`);
    this.#drawn = 0;
  }

  #redraw(lines: readonly Line[]): void {
    // A line that wraps, or a block taller than the window, could not be taken back.
    const shown = lines.slice(0, Math.max(1, this.#stream.rows - 1));
    const text = shown.map((line) => `${this.#clip(line)}\n`).join('');
    const back = this.#drawn > 0 ? `\x1b[${this.#drawn}A\x1b[J` : '';
    this.#stream.write(back + text);
    this.#drawn = shown.length;
  }

  #clip(line: Line): string {
    let room = this.#stream.columns - 1;
    const painted = line.map((segment) => {
      const [text, look] = typeof segment === 'string' ? [segment] : segment;
      const fits = text.slice(0, Math.max(0, room));
      room -= text.length;
      return look === undefined ? fits : this.#paint([fits, look]);
    });
    return painted.join('');
  }

  #paint(segment: Segment): string {
    if (typeof segment === 'string') return segment;
    const [text, look] = segment;
    return this.#colours ? styleText(look, text, { validateStream: false }) : text;
  }
}
