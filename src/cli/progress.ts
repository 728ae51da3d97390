import type { Told } from '../common/told.ts';

/** With fewer than these a log need not tell how far it is. */
const WORTH_TELLING = 10;
const BAR_CELLS = 24;
/** Goes to the beginning of the line and removes what is there. */
const CLEAR = '\r\u001b[K';

/** A terminal on which progress is drawn. */
export interface Terminal {
  /** Cells of a line. */
  readonly columns: number;
  /** Whether standard output is seen on it, too. */
  readonly showsOutput: boolean;
  /** Writes text as it is. */
  readonly draw: (text: string) => void;
}

/**
 * Shows in one line of a terminal how far long work has come, and nothing where nobody looks. The line is gone when the
 * work has ended, however it ended.
 * @param terminal where a person looks, if one does
 * @param what is counted, in the plural
 * @param work calls what it is given after each
 * @returns what the work returns
 */
export async function withProgress<T>(
  terminal: Terminal | undefined,
  what: string,
  work: (told: Told) => Promise<T>,
): Promise<T> {
  let drawn = '';
  try {
    return await work((done, total, detail) => {
      if (terminal === undefined) return;
      const line = bar(done, total, detail === undefined ? what : `${what}, ${detail}`);
      // The last cell stays empty: some terminals begin a new line after it, which would not be removed.
      const text = line.slice(0, terminal.columns - 1);
      if (text !== drawn) terminal.draw(`${CLEAR}${text}`);
      drawn = text;
    });
  } finally {
    if (drawn !== '') terminal?.draw(CLEAR);
  }
}

function bar(done: number, total: number, words: string): string {
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const filled = Math.floor(share * BAR_CELLS);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${'█'.repeat(filled).padEnd(BAR_CELLS, '░')} ${percent} % ${done} of ${total} ${words}`;
}

/**
 * Tells a log how far long work has come: ten times at most, so that it can be followed and fills nothing.
 * @param note where to
 * @param what is counted, in the plural
 * @returns to be called after each
 */
export function tenthsOf(note: (text: string) => void, what: string): Told {
  return (done, total) => {
    if (total < WORTH_TELLING) return;
    const tenths = (count: number): number => Math.floor((count * 10) / total);
    if (tenths(done) > tenths(done - 1)) note(`${done} of ${total} ${what}`);
  };
}
