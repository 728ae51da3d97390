import { waitFor } from './wait-for.ts';

/** Looks into a database. */
export type Look = <R extends object>(text: string) => Promise<R[]>;

/**
 * Waits until no job is leased. The end of a job is committed, and seen by whoever asks, before its lease is; with the
 * lease, and in the same commit, its place in its lane is given back.
 * @param look looks into the database
 * @returns how many places are taken in each lane
 */
export async function lanesAtRest(look: Look): Promise<{ running: number }[]> {
  const leased = `select job_id from public.job_queue where state = 'leased'`;
  await waitFor(async () => (await look(leased)).length === 0, { what: 'no job to be leased' });
  return look(`select running from public.lanes`);
}
