import type { RetryConflict } from './retry.ts';

/** What a request over many jobs does with them. */
export type BulkKind = 'redrive' | 'cancel';

/** Conflicts that are listed; further ones are only counted. */
export const LISTED_CONFLICTS = 1000;

/** How far a request over many jobs has come. It is stored with each chunk's work, in the same commit. */
export interface BulkProgress {
  /** Jobs that fitted and were looked at. */
  readonly matched: number;
  /** Jobs that wait again, or that are cancelled. */
  readonly done: number;
  /** Running jobs that were asked to stop at their next step. */
  readonly asked: number;
  readonly conflictCount: number;
  /** The first {@link LISTED_CONFLICTS} of them. */
  readonly conflicts: readonly RetryConflict[];
  /** Jobs whose outcome is unknown come first; then all others. */
  readonly phase: 'unresolved' | 'others';
  /** Jobs are taken from the newest to the oldest: the next one has a smaller id. */
  readonly before: number;
  /** Where each phase begins: jobs that are newer than the request are not meant. */
  readonly start: number;
}

/** A request over many jobs, as it is stored. */
export interface BulkRequest {
  readonly id: number;
  /** Chunks that are done: whoever writes the next one must have seen them all. */
  readonly chunks: number;
  readonly progress: BulkProgress;
  readonly finished: boolean;
}

/** What one chunk came to. */
export type ChunkResult = Pick<BulkProgress, 'done' | 'asked' | 'conflicts'>;

/**
 * @param before what was done until now
 * @param ids the chunk's jobs, in the order in which they were taken
 * @param result what became of them
 * @returns what is done now
 */
export function advanced(before: BulkProgress, ids: readonly number[], result: ChunkResult): BulkProgress {
  return {
    ...before,
    matched: before.matched + ids.length,
    done: before.done + result.done,
    asked: before.asked + result.asked,
    conflictCount: before.conflictCount + result.conflicts.length,
    conflicts: [...before.conflicts, ...result.conflicts].slice(0, LISTED_CONFLICTS),
    before: ids.at(-1) ?? before.before,
  };
}
