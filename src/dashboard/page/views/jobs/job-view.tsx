import type { JSX } from 'preact';
import type { Page } from '../../api/client.ts';
import type { Job } from '../../api/jobs.ts';
import type { Listing } from '../../api/stock.ts';
import type { Change } from '../../live/change.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { useAccount } from '../../seller-data.ts';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Moment, Took } from '../../ui/times.tsx';
import { actionName } from '../../words/names.ts';
import { useProducts } from '../use-products.ts';
import { FailureNote } from './failure-note.tsx';
import { History } from './history.tsx';
import { JobActions } from './job-actions.tsx';
import { Happening } from './job-table.tsx';
import { Timeline } from './timeline.tsx';

/** One job: what it does, step by step, why it stands still, and what can be done about it. */
export function JobView(props: { readonly id: number }): JSX.Element {
  const { id } = props;
  const concerns = (change: Change): boolean => change.kind !== 'work' || change.jobs.includes(id);
  const job = useResource(
    `job/${id}`,
    (api, signal) => api.get<Job>(`/api/marketplace/jobs/${id}`, {}, signal),
    concerns,
  );
  return (
    <Loaded resource={job} missing={`There is no job ${id}.`}>
      {(data) => <JobDetail job={data} refresh={job.refresh} />}
    </Loaded>
  );
}

function JobDetail(props: { readonly job: Job; readonly refresh: () => void }): JSX.Element {
  const { job } = props;
  const product = useProducts([job.product_id]).get(job.product_id ?? 0);
  const tasks = job.tasks ?? [];
  const isOver = job.status === 'failed' || job.status === 'expired';
  return (
    <>
      <header class="head">
        <div>
          <p class="crumbs">
            {job.batch_job_id === null ? (
              <a href={hrefOf('jobs')}>Jobs</a>
            ) : (
              <a href={hrefOf(`batches/${job.batch_job_id}`)}>Batch {job.batch_job_id}</a>
            )}
            <span aria-hidden="true"> / </span>Job {job.id}
          </p>
          <h1>
            {actionName(job.action_code)} {product?.sku ?? ''} <StatusBadge status={job.status} />
          </h1>
          {product !== undefined && (
            <p>
              <a href={hrefOf(`products/${product.id}`)}>{product.title}</a>
            </p>
          )}
        </div>
        <JobActions job={job} done={props.refresh} />
      </header>
      {job.error !== null && job.status !== 'completed' && (
        <Card title={isOver ? 'Why it failed' : 'What went wrong last'}>
          <FailureNote failure={job.error} job={job} />
        </Card>
      )}
      <div class="columns">
        <Card title="Steps" aside={isOver ? undefined : <Happening job={job} />}>
          {tasks.length === 0 ? (
            <Empty icon="jobs" title={isOver ? 'No step was taken.' : 'No steps yet.'}>
              {job.status === 'failed'
                ? 'The job was refused before anything was sent.'
                : 'They are planned when the job begins.'}
            </Empty>
          ) : (
            <Timeline tasks={tasks} />
          )}
        </Card>
        <div class="stack">
          <JobFacts job={job} />
          <History id={job.id} />
        </div>
      </div>
    </>
  );
}

function JobFacts(props: { readonly job: Job }): JSX.Element {
  const { job } = props;
  const account = useAccount(job.account_id);
  return (
    <Card title="About it">
      <dl class="facts">
        <dt>Where</dt>
        <dd>
          <Marketplace name={job.marketplace} />
          <span class="row-detail">{account?.name ?? `Account ${job.account_id}`}</span>
        </dd>
        {job.product_id !== null && (
          <>
            <dt>Listing</dt>
            <dd>
              <ListingLink productId={job.product_id} accountId={job.account_id} />
            </dd>
          </>
        )}
        <dt>Attempts</dt>
        <dd class="tabular">
          {job.attempts} of {job.max_attempts}
        </dd>
        <dt>Asked for</dt>
        <dd>
          <Moment at={job.created_at} />
          {job.requested_by !== null && <span class="row-detail">by {job.requested_by}</span>}
        </dd>
        <dt>Began</dt>
        <dd>
          <Moment at={job.started_at} />
        </dd>
        <dt>Ended</dt>
        <dd>
          <Moment at={job.completed_at} />
        </dd>
        <dt>Took</dt>
        <dd>
          <Took from={job.started_at} to={job.completed_at} />
        </dd>
      </dl>
    </Card>
  );
}

function ListingLink(props: { readonly productId: number; readonly accountId: number }): JSX.Element {
  const { productId, accountId } = props;
  const listings = useResource(`listing/${productId}/${accountId}`, (api, signal) =>
    api.get<Page<Listing>>(
      '/api/listings',
      { product_id: productId, account_id: accountId, limit: 1 },
      signal,
    ),
  );
  const [listing] = listings.data?.data ?? [];
  if (listing === undefined) return <span class="quiet">None yet</span>;
  return (
    <>
      <StatusBadge status={listing.status} />{' '}
      {listing.url !== null && (
        <a href={listing.url} target="_blank" rel="noreferrer">
          Open <Icon name="link" />
          <span class="visually-hidden"> the listing in a new tab</span>
        </a>
      )}
    </>
  );
}
