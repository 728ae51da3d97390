/**
 * Lets contenders take turns, so that whatever else the machine does meets all of them alike. A round that is not
 * counted comes first and warms up.
 * @param rounds counted rounds
 * @param contenders what each of them does in a round, in this order
 * @returns what each returned, by its name, in the order of the rounds
 */
export async function interleave<N extends string, T>(
  rounds: number,
  contenders: Readonly<Record<N, (round: number) => Promise<T>>>,
): Promise<Readonly<Record<N, readonly T[]>>> {
  const names = Object.keys(contenders) as N[];
  const results = {} as Record<N, T[]>;
  for (const name of names) results[name] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const result = await contenders[name](round);
      if (round > 0) results[name].push(result);
    }
  }
  return results;
}
