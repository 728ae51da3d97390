/** With fewer than these a person need not be told how far it is. */
const WORTH_TELLING = 10;

/**
 * Tells how far long work has come, ten times at most, so that it can be watched and does not fill a log.
 * @param note where to
 * @param what is counted, in the plural
 * @returns to be called after each, with how many are done and how many there are
 */
export function progressOf(
  note: (text: string) => void,
  what: string,
): (done: number, total: number) => void {
  return (done, total) => {
    if (total < WORTH_TELLING) return;
    const tenths = (count: number): number => Math.floor((count * 10) / total);
    if (tenths(done) > tenths(done - 1))
      note(`${'█'.repeat(tenths(done)).padEnd(10, '░')} ${done} of ${total} ${what}`);
  };
}
