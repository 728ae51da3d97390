import type { HandledAction } from '../handlers/registry/handler-registry.ts';
import type { TaskRow } from '../ledger/rows.ts';
import type { StartedJob } from '../ledger/start.ts';

/** A run whose plan is stored and whose first open step may have begun already. */
export interface PreparedRun extends HandledAction {
  readonly started: StartedJob;
  /** The first step that is not finished. */
  readonly next: TaskRow;
  /** Key of its execution when it began with the start; undefined where it must be looked up, or needs a token. */
  readonly attemptKey: string | undefined;
}
