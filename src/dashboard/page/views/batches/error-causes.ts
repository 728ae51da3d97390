import type { ErrorGroup } from '../../api/batches.ts';

/** Jobs of a batch that failed with one error code on one marketplace, which is what can be retried together. */
export interface ErrorCause {
  readonly marketplace: string;
  readonly code: string;
  readonly jobs: number;
  /** What the code meant for them, the most frequent first. */
  readonly messages: readonly { readonly text: string; readonly jobs: number }[];
}

/**
 * @param groups as the API groups them: also by the field that is wrong
 * @returns one cause for each marketplace and code, the most frequent first
 */
export function causesOf(groups: readonly ErrorGroup[]): readonly ErrorCause[] {
  const causes = new Map<string, ErrorCause>();
  for (const { marketplace, code, message, jobs } of groups) {
    const key = `${marketplace}/${code}`;
    const known = causes.get(key) ?? { marketplace, code, jobs: 0, messages: [] };
    causes.set(key, {
      ...known,
      jobs: known.jobs + jobs,
      messages: [...known.messages, { text: message, jobs }],
    });
  }
  return [...causes.values()].sort((a, b) => b.jobs - a.jobs);
}
