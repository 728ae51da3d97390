/** Calls that are under way at once for one page: quick enough, and no burst for eBay. */
const AT_ONCE = 5;

/**
 * Asks for each of several things, a few at once.
 * @param things what to ask for
 * @param ask asks for one
 * @returns the answers, in the order of the things
 * @throws what the first failing question throws; nothing further is asked then
 */
export async function fewAtATime<Thing, Answer>(
  things: readonly Thing[],
  ask: (thing: Thing) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < things.length; start += AT_ONCE) {
    answers.push(...(await Promise.all(things.slice(start, start + AT_ONCE).map(ask))));
  }
  return answers;
}
