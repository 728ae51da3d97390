import type { JSX } from 'preact';
import type { BatchDetail } from '../../api/batches.ts';
import type { Change } from '../../live/change.ts';
import { useResource } from '../../live/use-resource.ts';
import { hrefOf } from '../../router.ts';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { countsText, StatusBar } from '../../ui/progress-bar.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Moment, Took } from '../../ui/times.tsx';
import { actionName, counted } from '../../words/names.ts';
import { BatchActions } from './batch-actions.tsx';
import { BatchJobs } from './batch-jobs.tsx';
import { BatchStatus } from './batch-row.tsx';
import { ErrorGroups } from './error-groups.tsx';

/** One batch: how far it is on each marketplace, why jobs failed, and its jobs. */
export function BatchView(props: {
  readonly id: number;
  readonly query: Readonly<Record<string, string>>;
}): JSX.Element {
  const { id } = props;
  const concerns = (change: Change): boolean => change.kind !== 'work' || change.batch === id;
  const batch = useResource(
    `batch/${id}`,
    (api, signal) => api.get<BatchDetail>(`/api/batch-jobs/${id}`, {}, signal),
    concerns,
  );
  return (
    <Loaded resource={batch} missing={`There is no batch ${id}.`}>
      {(data) => (
        <>
          <Head batch={data} refresh={batch.refresh} />
          <ErrorGroups batchId={id} groups={data.summary.errors} done={batch.refresh} />
          <Progress batch={data} />
          <BatchJobs batch={data} query={props.query} concerns={concerns} />
        </>
      )}
    </Loaded>
  );
}

function Head(props: { readonly batch: BatchDetail; readonly refresh: () => void }): JSX.Element {
  const { batch } = props;
  return (
    <header class="head">
      <div>
        <p class="crumbs">
          <a href={hrefOf('batches')}>Batches</a>
          <span aria-hidden="true"> / </span>Batch {batch.id}
        </p>
        <h1>
          {actionName(batch.action_code)} {counted(batch.progress.total, 'job')} <BatchStatus batch={batch} />
        </h1>
        <p class="quiet">
          Asked for <Moment at={batch.created_at} />
          {batch.requested_by !== null && ` by ${batch.requested_by}`}
          {batch.started_at !== null && (
            <>
              {' · '}
              {batch.completed_at === null ? 'running for ' : 'took '}
              <Took from={batch.started_at} to={batch.completed_at} />
            </>
          )}
        </p>
      </div>
      <BatchActions batch={batch} done={props.refresh} />
    </header>
  );
}

function Progress(props: { readonly batch: BatchDetail }): JSX.Element {
  const { progress, summary, skipped, id } = props.batch;
  return (
    <Card
      title={`${progress.percent} % done`}
      aside={
        <span class="quiet tabular">
          {summary.tasks_done.toLocaleString('en')} of {counted(summary.tasks_total, 'step')}
          {summary.repeated_executions > 0 && ` · ${summary.repeated_executions} repeated`}
          {summary.unknown_outcomes > 0 && ` · ${counted(summary.unknown_outcomes, 'lost answer')} looked up`}
        </span>
      }
    >
      <ul class="rows">
        {summary.marketplaces.map(({ marketplace, total, ended, counts }) => (
          <li key={marketplace} class="market-progress">
            <Marketplace name={marketplace} />
            <StatusBar counts={counts} label={`Jobs of batch ${id} on ${marketplace}`} />
            <span class="tabular">
              {ended}/{total}
            </span>
            <span class="quiet market-progress-words">{countsText(counts)}</span>
          </li>
        ))}
      </ul>
      {skipped.length > 0 && (
        <details>
          <summary>{counted(skipped.length, 'wish', 'wishes')} already answered by waiting jobs</summary>
          <ul class="plain-list">
            {skipped.slice(0, 100).map(({ job_id: jobId, product_id: productId, marketplace }) => (
              <li key={jobId}>
                <Marketplace name={marketplace} /> product {productId ?? '–'}:{' '}
                <a href={hrefOf(`jobs/${jobId}`)}>job {jobId}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}
