import { AsyncLocalStorage } from 'node:async_hooks';

/** What a line of the log is about. */
export interface LogIds {
  readonly tenant?: number;
  readonly batch?: number;
  readonly job?: number;
  readonly task?: number;
  readonly step?: string;
}

const about = new AsyncLocalStorage<LogIds>();

/**
 * Has every line that is written meanwhile say what it is about, whoever writes it.
 * @param ids added to those that hold already
 * @param work what to do
 * @returns what `work` returns
 */
export function withLogIds<T>(ids: LogIds, work: () => T): T {
  return about.run({ ...about.getStore(), ...ids }, work);
}

/** @returns what a line that is written now is about */
export function logIds(): LogIds {
  return about.getStore() ?? {};
}
