import type { JSX } from 'preact';
import type { Batch } from '../../api/batches.ts';
import { hrefOf } from '../../router.ts';
import { Marketplace } from '../../ui/marketplace.tsx';
import { countsText, StatusBar } from '../../ui/progress-bar.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Ago } from '../../ui/times.tsx';
import { actionName, counted } from '../../words/names.ts';

/** A batch in a list: what it is, where it goes, and a bar of its jobs. */
export function BatchRow(props: { readonly batch: Batch }): JSX.Element {
  const { batch } = props;
  const { progress } = batch;
  return (
    <li class="batch-row" data-batch={batch.id}>
      <div class="batch-row-head">
        <a class="row-link" href={hrefOf(`batches/${batch.id}`)}>
          {actionName(batch.action_code)} · batch {batch.id}
        </a>
        <span class="batch-row-where">
          {batch.marketplaces.map((name) => (
            <Marketplace key={name} name={name} />
          ))}
        </span>
        <BatchStatus batch={batch} />
      </div>
      <StatusBar counts={progress.counts} label={`Jobs of batch ${batch.id}`} />
      <div class="batch-row-foot">
        <span class="quiet">
          {counted(progress.total, 'job')}
          {progress.total > 0 && `: ${countsText(progress.counts)}`}
        </span>
        <span class="quiet">
          <Ago at={batch.created_at} />
        </span>
      </div>
    </li>
  );
}

/** Where a batch stands, its flags included. */
export function BatchStatus(props: { readonly batch: Batch }): JSX.Element {
  const { batch } = props;
  const isOpen = batch.status === 'pending' || batch.status === 'processing';
  if (isOpen && batch.cancel_requested) return <StatusBadge status="cancelled" label="Stopping" />;
  if (isOpen && batch.paused) return <StatusBadge status="paused" />;
  return <StatusBadge status={batch.status} />;
}
