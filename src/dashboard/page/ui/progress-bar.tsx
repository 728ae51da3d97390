import type { JSX } from 'preact';
import { JOB_STATUSES } from '../api/jobs.ts';
import type { JobCounts, JobStatus } from '../api/jobs.ts';
import { statusOf } from '../words/statuses.ts';

/** From what is certain to what is not, so that a bar fills from the left. */
const ORDER: readonly JobStatus[] = [
  'completed',
  'failed',
  'expired',
  'cancelled',
  'processing',
  'paused',
  'pending',
];

/**
 * @param counts jobs by status
 * @returns them in words: "35 done, 2 failed"
 */
export function countsText(counts: JobCounts): string {
  const parts = JOB_STATUSES.filter((status) => counts[status] > 0).map(
    (status) => `${counts[status].toLocaleString('en')} ${statusOf(status).label.toLowerCase()}`,
  );
  return parts.length === 0 ? 'no jobs' : parts.join(', ');
}

/** Jobs by status as one bar. */
export function StatusBar(props: { readonly counts: JobCounts; readonly label: string }): JSX.Element {
  return (
    <div class="status-bar" role="img" aria-label={`${props.label}: ${countsText(props.counts)}`}>
      {ORDER.filter((status) => props.counts[status] > 0).map((status) => (
        <span
          key={status}
          class={`status-bar-part tone-${statusOf(status).tone}`}
          style={{ flexGrow: String(props.counts[status]) }}
          title={`${props.counts[status]} ${statusOf(status).label.toLowerCase()}`}
        />
      ))}
    </div>
  );
}

/** How far one job has come. */
export function StepBar(props: {
  readonly done: number;
  readonly total: number;
  readonly label: string;
}): JSX.Element {
  return (
    <span class="step-bar">
      <progress max={Math.max(1, props.total)} value={props.done} aria-label={props.label} />
      <span class="tabular quiet">
        {props.done}/{props.total}
      </span>
    </span>
  );
}
