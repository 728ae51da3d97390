import type { JSX } from 'preact';
import type { Task } from '../../api/jobs.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Took } from '../../ui/times.tsx';
import { useNow } from '../../ui/use-now.ts';
import { counted } from '../../words/names.ts';
import { FailureNote } from './failure-note.tsx';

const KINDS: Readonly<Record<string, string>> = {
  plugin_http: 'in your browser',
  direct_http: 'call to the marketplace',
  db_operation: 'at StoFlow',
  file_operation: 'file',
};
/** A bar narrower than this, in percent, cannot be seen. */
const NARROWEST = 0.8;

/** The steps of a job along its time: which took how long, which were repeated, and what came of them. */
export function Timeline(props: { readonly tasks: readonly Task[] }): JSX.Element {
  const now = useNow();
  const began = Math.min(
    ...props.tasks.flatMap(({ started_at: at }) => (at === null ? [] : [Date.parse(at)])),
  );
  const ended = Math.max(
    ...props.tasks.flatMap((task) =>
      task.started_at === null
        ? []
        : [task.completed_at === null ? now.getTime() : Date.parse(task.completed_at)],
    ),
  );
  const spanMs = Math.max(1, ended - began);
  return (
    <ol class="timeline">
      {props.tasks.map((task) => (
        <li key={task.id} class={`step step-${task.status}`} data-step={task.step}>
          <div class="step-line">
            <span class="step-name">
              {task.description}
              <span class="row-detail">
                {KINDS[task.task_type] ?? task.task_type}
                {task.attempt > 1 && ` · ${counted(task.attempt, 'execution')}`}
                {task.unknown_outcomes > 0 && ` · looked up ${counted(task.unknown_outcomes, 'time')}`}
              </span>
            </span>
            <Span task={task} began={began} spanMs={spanMs} now={now.getTime()} />
            <span class="step-took">
              <Took from={task.started_at} to={task.completed_at} />
            </span>
            <StatusBadge status={task.status} label={task.status === 'pending' ? 'To do' : undefined} />
          </div>
          {task.error !== null && task.status !== 'success' && <FailureNote failure={task.error} />}
          <StepData task={task} />
        </li>
      ))}
    </ol>
  );
}

function Span(props: {
  readonly task: Task;
  readonly began: number;
  readonly spanMs: number;
  readonly now: number;
}): JSX.Element {
  const { task, began, spanMs } = props;
  if (task.started_at === null) return <span class="span" aria-hidden="true" />;
  const from = Date.parse(task.started_at);
  const to = task.completed_at === null ? props.now : Date.parse(task.completed_at);
  const left = Math.min(100 - NARROWEST, (100 * (from - began)) / spanMs);
  const width = Math.min(100 - left, Math.max(NARROWEST, (100 * (to - from)) / spanMs));
  return (
    <span class="span" aria-hidden="true">
      <span class="span-bar" style={{ left: `${left}%`, width: `${width}%` }} />
    </span>
  );
}

function StepData(props: { readonly task: Task }): JSX.Element | null {
  const { payload, result } = props.task;
  const parts = [
    { name: 'Given', value: payload },
    { name: 'Result', value: result },
  ].filter(({ value }) => value !== null && JSON.stringify(value) !== '{}');
  if (parts.length === 0) return null;
  return (
    <details class="step-data">
      <summary>Data of this step</summary>
      {parts.map(({ name, value }) => (
        <div key={name}>
          <h4>{name}</h4>
          <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
        </div>
      ))}
    </details>
  );
}
