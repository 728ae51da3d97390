import type { StandInView } from './stand-in-view.ts';

/** How a job ended. */
interface End {
  readonly after: StandInView;
  /** What its result must say. */
  readonly told: unknown;
}

/**
 * Compares the ends of two runs of the same job, whatever ids their marketplaces gave.
 * @param disturbed one run
 * @param calm the undisturbed one
 * @returns what differs
 */
export function differences(disturbed: End, calm: End): readonly string[] {
  const [left, wanted] = [disturbed, calm].map(countsOf);
  return left === wanted ? [] : [`it ended with ${left}, undisturbed with ${wanted}`];
}

function countsOf({ after, told }: End): string {
  // Titles and SKUs are the seller's own, and the scenario has looked at them.
  const live = after.live.map(({ price, pictures }) => ({ price, pictures }));
  return JSON.stringify({ ...after, live, told });
}
