import type { Failure } from '../../domain/outcome.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { outcomeOfFailure } from '../plugin/plugin-outcomes.ts';
import type { FailedAnswer } from '../plugin/plugin-step.ts';

/**
 * Tells whether a failure is Vinted's no for good.
 * @param answer the failure
 * @param task the step
 * @param context the job
 * @returns why; undefined where waiting or repeating may help
 */
export function refusalOf(
  answer: FailedAnswer,
  task: TaskView,
  { account }: StepContext,
): Failure | undefined {
  const outcome = outcomeOfFailure(answer, {
    marketplace: account.marketplace,
    name: 'Vinted',
    effect: task.effect,
    attempt: task.attempt,
  });
  if (outcome.kind !== 'refused') return undefined;
  const { kind: _kind, ...failure } = outcome;
  return failure;
}
