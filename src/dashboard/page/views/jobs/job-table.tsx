import type { JSX } from 'preact';
import type { Job } from '../../api/jobs.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { StepBar } from '../../ui/progress-bar.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Ago, Took, WaitingText } from '../../ui/times.tsx';
import { actionName } from '../../words/names.ts';
import { useProducts } from '../use-products.ts';

/** Jobs, a line each: what, where, how far, and why not. */
export function JobTable(props: { readonly jobs: readonly Job[]; readonly caption: string }): JSX.Element {
  const products = useProducts(props.jobs.map((job) => job.product_id));
  return (
    <div class="table-frame">
      <table class="table">
        <caption class="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">Job</th>
            <th scope="col">Where</th>
            <th scope="col">Status</th>
            <th scope="col">What is happening</th>
            <th scope="col" class="number">
              Took
            </th>
            <th scope="col" class="number">
              Asked for
            </th>
          </tr>
        </thead>
        <tbody>
          {props.jobs.map((job) => {
            const product = job.product_id === null ? undefined : products.get(job.product_id);
            return (
              <tr key={job.id} data-job={job.id}>
                <th scope="row">
                  <a class="row-link" href={hrefOf(`jobs/${job.id}`)}>
                    {actionName(job.action_code)}{' '}
                    {product?.sku ?? (job.product_id === null ? '' : `#${job.product_id}`)}
                  </a>
                  <span class="row-detail">
                    {product?.title ?? (job.product_id === null ? 'Whole account' : '\u00a0')}
                  </span>
                </th>
                <td data-label="Where">
                  <Marketplace name={job.marketplace} />
                </td>
                <td data-label="Status">
                  <StatusBadge status={job.status} />
                </td>
                <td data-label="What is happening" class="wide">
                  <Happening job={job} />
                </td>
                <td data-label="Took" class="number">
                  <Took from={job.started_at} to={job.completed_at} />
                </td>
                <td data-label="Asked for" class="number">
                  <Ago at={job.created_at} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What a job does, waits for, or ended with. */
export function Happening(props: { readonly job: Job }): JSX.Element {
  const { job } = props;
  const titleOf = useTitles();
  const account = useSellerData().accounts.find(({ id }) => id === job.account_id);
  if (job.status === 'processing') {
    const wish = job.cancel_requested
      ? ' · stops at the next step'
      : job.pause_requested
        ? ' · pauses at the next step'
        : '';
    return (
      <span class="happening">
        <StepBar done={job.progress.done} total={job.progress.total} label={`Steps of job ${job.id}`} />
        <span>
          {job.progress.step ?? 'Between two steps'}
          {wish}
        </span>
      </span>
    );
  }
  if (job.waiting_for !== null) {
    return <WaitingText waiter={{ title: titleOf(job.marketplace), account }} waiting={job.waiting_for} />;
  }
  if (job.error !== null && job.status !== 'completed')
    return <span class="reason">{job.error.message}</span>;
  return (
    <span class="quiet">
      {job.progress.total === 0 ? '–' : `${job.progress.done} of ${job.progress.total} steps`}
    </span>
  );
}
