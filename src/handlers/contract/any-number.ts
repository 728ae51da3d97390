import type { TaskPlan } from '../../domain/task-plan.ts';

/**
 * Tells of one numbered step as of all of them.
 * @param task a step such as `upload_photo:1`
 * @returns the step with `n` for its number, in its name and in its description; any other step as it is
 */
export function anyNumber(task: TaskPlan): TaskPlan {
  const [, name, number] = /^(.*):(\d+)$/.exec(task.step) ?? [];
  if (name === undefined || number === undefined) return task;
  const description = task.description.replaceAll(new RegExp(`\\b${number}\\b`, 'g'), 'n');
  return { ...task, step: `${name}:n`, description };
}
