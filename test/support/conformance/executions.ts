import type { Outcome } from '../../../src/domain/outcome.ts';
import type { StepContext, TaskView } from '../../../src/handlers/contract/contexts.ts';

/** One execution of one step. */
export interface Execution {
  readonly step: string;
  readonly outcome: Outcome['kind'] | 'thrown';
  /** True where the step had succeeded before, and its success was stored. */
  readonly again: boolean;
}

/**
 * Executes a step and writes down that it was executed.
 * @param log where
 * @param task the step
 * @param context the results that are stored so far
 * @param execute executes it
 * @returns its outcome
 */
export async function watched(
  log: Execution[],
  task: TaskView,
  context: StepContext,
  execute: () => Promise<Outcome>,
): Promise<Outcome> {
  const { step } = task;
  const again = Object.hasOwn(context.results, step);
  try {
    const outcome = await execute();
    log.push({ step, outcome: outcome.kind, again });
    return outcome;
  } catch (error: unknown) {
    log.push({ step, outcome: 'thrown', again });
    throw error;
  }
}

/**
 * @param executions in order
 * @returns the steps that were executed after they had succeeded
 */
export function repeatedSteps(executions: readonly Execution[]): readonly string[] {
  return executions
    .filter(({ again }) => again)
    .map(({ step }) => `${step} was executed after it had succeeded`);
}
