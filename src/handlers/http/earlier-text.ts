import type { StepContext } from '../contract/contexts.ts';
import { CallFailedError } from './call-failed.error.ts';
import { textOf } from './json-shape.ts';

/**
 * Reads a text that an earlier step must have left.
 * @param context the job, and the results of the steps before
 * @param step the earlier step
 * @param key the key of its result
 * @returns the text
 * @throws {CallFailedError} as a refusal, where it is not there
 */
export function earlierText(context: StepContext, step: string, key: string): string {
  const text = textOf(context.results[step]?.[key]);
  if (text !== undefined) return text;
  throw new CallFailedError(
    { code: 'task.result_missing', message: `The step ${step} left no ${key}.`, actor: 'us' },
    { kind: 'refused' },
  );
}
