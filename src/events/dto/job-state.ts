import { ApiProperty, OmitType } from '@nestjs/swagger';
import { JobResponse } from '../../jobs/dto/job-response.ts';
import type { JobView } from '../../jobs/job-view.ts';
import { TaskResponse } from '../../tasks/dto/task-response.ts';

/** A task as events show it: how it stands, and neither what it was given nor what it found. */
export class TaskState extends OmitType(TaskResponse, ['payload', 'result'] as const) {}

/** A job as events show it. */
export class JobState extends OmitType(JobResponse, ['input_data', 'result_data', 'tasks'] as const) {
  @ApiProperty({ type: [TaskState], description: 'its tasks in order' })
  readonly tasks!: readonly TaskState[];
}

/**
 * @param view a job with its tasks
 * @returns how it stands
 */
export function jobState(view: JobView): JobState {
  const { input_data: _input, result_data: _result, tasks = [], ...state } = new JobResponse(view);
  return {
    ...state,
    tasks: tasks.map(({ payload: _payload, result: _found, ...task }) => task),
  };
}
