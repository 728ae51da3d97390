import { describe, expect, it } from '@jest/globals';
import { BATCH_MACHINE } from '../../../src/domain/batch-transitions.ts';
import { IllegalTransitionError } from '../../../src/domain/errors.ts';
import { JOB_MACHINE } from '../../../src/domain/job-transitions.ts';
import type { StateMachine } from '../../../src/domain/state-machine.ts';
import { TASK_MACHINE } from '../../../src/domain/task-transitions.ts';
import { BATCH_STATUSES, JOB_STATUSES, TASK_STATUSES } from '../../../src/domain/vocabulary.ts';

/** What the product promises, written down a second time: a changed table must be changed here on purpose. */
const JOB_MOVES = {
  pending: ['processing', 'paused', 'completed', 'failed', 'cancelled', 'expired'],
  processing: ['pending', 'paused', 'completed', 'failed', 'cancelled'],
  paused: ['pending', 'cancelled', 'expired'],
  completed: [],
  failed: ['pending'],
  cancelled: ['pending'],
  expired: ['pending'],
};
const TASK_MOVES = {
  pending: ['processing', 'cancelled', 'skipped'],
  processing: ['pending', 'success', 'failed', 'unknown'],
  success: [],
  failed: ['pending'],
  unknown: ['processing', 'success', 'failed'],
  cancelled: ['pending'],
  skipped: [],
};
const ENDS = ['completed', 'partially_failed', 'failed', 'cancelled'];
const BATCH_MOVES = {
  pending: ['processing', ...ENDS],
  processing: ['pending', ...ENDS],
  completed: ['pending', 'processing'],
  partially_failed: ['pending', 'processing', 'completed', 'failed', 'cancelled'],
  failed: ['pending', 'processing', 'completed', 'partially_failed', 'cancelled'],
  cancelled: ['pending', 'processing', 'completed', 'partially_failed', 'failed'],
};

const cases = <S extends string>(
  machine: StateMachine<S>,
  statuses: readonly S[],
  moves: Readonly<Record<S, readonly string[]>>,
): readonly { machine: StateMachine<S>; from: S; to: S; legal: boolean }[] =>
  statuses.flatMap((from) => statuses.map((to) => ({ machine, from, to, legal: moves[from].includes(to) })));

describe.each([
  { thing: 'job', table: cases(JOB_MACHINE, JOB_STATUSES, JOB_MOVES) },
  { thing: 'task', table: cases(TASK_MACHINE, TASK_STATUSES, TASK_MOVES) },
  { thing: 'batch', table: cases(BATCH_MACHINE, BATCH_STATUSES, BATCH_MOVES) },
] as unknown as {
  thing: string;
  table: { machine: StateMachine<string>; from: string; to: string; legal: boolean }[];
}[])('a $thing', ({ thing, table }) => {
  it.each(table.filter(({ legal }) => legal))('may go from $from to $to', ({ machine, from, to }) => {
    expect(machine.transition(from, to)).toBe(to);
    expect(machine.sourcesOf(to)).toContain(from);
  });

  it.each(table.filter(({ legal }) => !legal))('never goes from $from to $to', ({ machine, from, to }) => {
    expect(machine.sourcesOf(to)).not.toContain(from);
    let thrown: unknown;
    try {
      machine.transition(from, to);
    } catch (error: unknown) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(IllegalTransitionError);
    expect(thrown).toMatchObject({
      code: `${thing}.illegal_transition`,
      kind: 'conflict',
      details: { extra: { from, to } },
    });
  });
});
