import type { JSX } from 'preact';
import type { Job } from '../../api/jobs.ts';
import type { Product } from '../../api/stock.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { useTitles } from '../../titles.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { StepBar } from '../../ui/progress-bar.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { Ago, Took, WaitingText } from '../../ui/times.tsx';
import { actionName } from '../../words/names.ts';
import { ShortFailure } from './failure-note.tsx';
import { useProducts } from '../use-products.ts';

/** Jobs, a line each: what, where, how far, and why not. */
export function JobTable(props: { readonly jobs: readonly Job[]; readonly caption: string }): JSX.Element {
  const products = useProducts(props.jobs.map((job) => job.product_id));
  const productOf = (job: Job): Product | undefined =>
    job.product_id === null ? undefined : products.get(job.product_id);
  const first: Column<Job> = {
    name: 'Job',
    kind: 'row',
    cell: (job) => (
      <>
        <a class="row-link" href={hrefOf(`jobs/${job.id}`)}>
          {actionName(job.action_code)}{' '}
          {productOf(job)?.sku ?? (job.product_id === null ? '' : `#${job.product_id}`)}
        </a>
        <span class="row-detail">
          {productOf(job)?.title ?? (job.product_id === null ? 'Whole account' : '\u00a0')}
        </span>
      </>
    ),
  };
  return (
    <Table
      caption={props.caption}
      columns={[first, ...COLUMNS]}
      rows={props.jobs}
      keyOf={({ id }) => id}
      marks={({ id }) => ({ 'data-job': id })}
    />
  );
}

const COLUMNS: readonly Column<Job>[] = [
  { name: 'Where', cell: ({ marketplace }) => <Marketplace name={marketplace} /> },
  { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
  { name: 'What is happening', kind: 'wide', cell: (job) => <Happening job={job} /> },
  {
    name: 'Took',
    kind: 'number',
    cell: ({ started_at: from, completed_at: to }) => <Took from={from} to={to} />,
  },
  { name: 'Asked for', kind: 'number', cell: ({ created_at: at }) => <Ago at={at} /> },
];

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
  if (job.error !== null && job.status !== 'completed') return <ShortFailure failure={job.error} />;
  return (
    <span class="quiet">
      {job.progress.total === 0 ? '–' : `${job.progress.done} of ${job.progress.total} steps`}
    </span>
  );
}
