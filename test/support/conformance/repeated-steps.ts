import type { Execution } from './watched-handler.ts';

/**
 * A step that succeeded, and whose success was stored, is never executed again.
 * @param executions in order
 * @param crashed the step whose success was not stored
 * @returns the steps that were
 */
export function repeatedSteps(
  executions: readonly Execution[],
  crashed: string | undefined,
): readonly string[] {
  const done = new Set<string>();
  return executions.flatMap(({ step, outcome }) => {
    const again = done.has(step) && step !== crashed ? [`${step} was executed after it had succeeded`] : [];
    if (outcome === 'done') done.add(step);
    return again;
  });
}
