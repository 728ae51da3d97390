import type { JSX } from 'preact';
import type { Job } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Ago } from '../../ui/times.tsx';
import { actionName } from '../../words/names.ts';
import { ShortFailure } from '../jobs/failure-note.tsx';
import { JobActions } from '../jobs/job-actions.tsx';

/** What has been done with a product lately, and what may be tried again. */
export function ProductJobs(props: {
  readonly productId: number;
  readonly jobs: readonly Job[];
  readonly done: () => void;
}): JSX.Element {
  const { productId, jobs } = props;
  return (
    <Card
      title="Its latest jobs"
      aside={jobs.length > 0 && <a href={hrefOf('jobs', { product_id: String(productId) })}>All its jobs</a>}
    >
      {jobs.length === 0 ? (
        <Empty icon="jobs" title="Nothing has been done with it yet." />
      ) : (
        <ul class="rows">
          {jobs.map((job) => (
            <li key={job.id} class="product-job" data-job={job.id}>
              <span class="product-job-head">
                <a class="row-link" href={hrefOf(`jobs/${job.id}`)}>
                  {actionName(job.action_code)}
                </a>{' '}
                <Marketplace name={job.marketplace} />
                <StatusBadge status={job.status} />
              </span>
              {job.status === 'failed' && job.error !== null && <ShortFailure failure={job.error} />}
              <span class="quiet">
                <Ago at={job.created_at} />
              </span>
              {job.status === 'failed' && isLatest(job, jobs) && <JobActions job={job} done={props.done} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** What a newer job does again needs no other retry. */
function isLatest(job: Job, jobs: readonly Job[]): boolean {
  return !jobs.some(
    (other) =>
      other.id > job.id && other.account_id === job.account_id && other.action_code === job.action_code,
  );
}
