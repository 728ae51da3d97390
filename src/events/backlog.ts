import type { Found } from './change-finder.ts';
import type { ResetReason } from './dto/events.ts';
import type { ServerEvent } from './sse.ts';
import type { States } from './state-reader.ts';
import type { Wanted } from './wanted.ts';

/** Jobs and batches that a reader may be behind; beyond that it is quicker to fetch what it shows. */
export const MOST_BEHIND = 5000;

/** Jobs that are read and told at once: some hundred kilobytes. */
const MOST_TOLD = 500;

/**
 * What a reader has not been told yet: ids only, so that a reader that does not read costs nothing more however much
 * happens, and is told the present once it reads again.
 */
export class Backlog {
  /** Whether the accounts have changed since they were told. */
  accounts = true;
  private readonly jobs = new Map<number, number | null>();
  private readonly batches = new Set<number>();
  private reset: ResetReason | undefined;

  /** @returns whether nothing is left to tell */
  get isEmpty(): boolean {
    return this.isCaughtUp && !this.accounts;
  }

  /** @returns whether a reader that comes back later misses nothing; it is told of accounts in any case */
  get isCaughtUp(): boolean {
    return this.reset === undefined && this.jobs.size + this.batches.size === 0;
  }

  /** @returns whether its reader has to be told to fetch everything */
  get isReset(): boolean {
    return this.reset !== undefined;
  }

  /**
   * Adds what has changed.
   * @param found jobs and batches
   */
  add(found: readonly Found[]): void {
    for (const { kind, id, batchId } of found) {
      if (kind === 'job') this.jobs.set(id, batchId);
      else this.batches.add(id);
    }
    if (this.jobs.size + this.batches.size > MOST_BEHIND) this.giveUp('too_many');
  }

  /**
   * Forgets what there is to tell, since the reader has to fetch everything anyway.
   * @param reason what it is told instead
   */
  giveUp(reason: ResetReason): void {
    this.jobs.clear();
    this.batches.clear();
    this.reset = reason;
    this.accounts = true;
  }

  /**
   * Says what has to be read to tell the next part.
   * @param wanted takes the ids
   */
  want(wanted: Wanted): void {
    for (const [id, batchId] of this.jobs) {
      if (wanted.jobs.size >= MOST_TOLD) break;
      wanted.jobs.add(id);
      if (batchId !== null) wanted.batches.add(batchId);
    }
    for (const id of this.batches) wanted.batches.add(id);
    if (this.accounts) wanted.accounts = true;
  }

  /**
   * Takes out what can be told.
   * @param wanted what was read
   * @param states what was found; what was wanted and is not there does not exist any more
   * @returns the events, one for each batch
   */
  take(wanted: Readonly<Wanted>, states: States): readonly ServerEvent[] {
    const events = this.takeNotices(wanted, states);
    const told = [...this.jobs.keys()].filter((id) => wanted.jobs.has(id));
    const jobs = Map.groupBy(
      told.flatMap((id) => states.jobs.get(id) ?? []),
      (job) => job.batch_job_id,
    );
    for (const id of wanted.batches) {
      const batch = states.batches.get(id);
      const isNews = jobs.has(id) || this.batches.delete(id);
      if (batch !== undefined && isNews)
        events.push({ event: 'batch', data: { batch, jobs: jobs.get(id) ?? [] } });
      this.batches.delete(id);
    }
    for (const job of jobs.get(null) ?? []) events.push({ event: 'job', data: { job } });
    for (const id of told) this.jobs.delete(id);
    return events;
  }

  private takeNotices(wanted: Readonly<Wanted>, { accounts }: States): ServerEvent[] {
    const events: ServerEvent[] = [];
    if (this.reset !== undefined) events.push({ event: 'reset', data: { reason: this.reset } });
    this.reset = undefined;
    if (this.accounts && wanted.accounts) {
      events.push({ event: 'accounts', data: { accounts } });
      this.accounts = false;
    }
    return events;
  }
}
