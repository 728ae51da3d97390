import type { JSX } from 'preact';
import { BATCH_STATUSES } from '../../api/batches.ts';
import type { Batch } from '../../api/batches.ts';
import { go, hrefOf } from '../../router.ts';
import { Pager, usePages } from '../../ui/pager.tsx';
import { SelectFilter } from '../../ui/select-filter.tsx';
import { Empty, Loaded } from '../../ui/states.tsx';
import { statusOf } from '../../words/statuses.ts';
import { BatchRow } from './batch-row.tsx';

/** Every request over many products, newest first. */
export function BatchList(props: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const status = props.query['status'];
  const list = usePages<Batch>('/api/batch-jobs', { status, limit: 25 });
  return (
    <>
      <header class="head">
        <h1>Batches</h1>
        <div class="filters">
          <SelectFilter
            label="Status"
            any="Any status"
            value={status}
            choices={BATCH_STATUSES.map((value) => ({ value, label: statusOf(value).label }))}
            onChange={(value) => go(hrefOf('batches', { status: value }), { replace: true })}
          />
        </div>
      </header>
      <section class="card card-flush" aria-label="Batches">
        <Loaded resource={list.resource}>
          {({ data }) =>
            data.length === 0 ? (
              <Empty icon="batches" title={status === undefined ? 'No batch yet.' : 'No batch fits.'}>
                Choose <a href={hrefOf('products')}>products</a> and publish them: that makes a batch.
              </Empty>
            ) : (
              <ul class="rows">
                {data.map((batch) => (
                  <BatchRow key={batch.id} batch={batch} />
                ))}
              </ul>
            )
          }
        </Loaded>
        <Pager list={list} name="batches" />
      </section>
    </>
  );
}
