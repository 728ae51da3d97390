import type { JSX } from 'preact';
import type { ErrorGroup } from '../../api/batches.ts';
import { useApp } from '../../app-context.ts';
import { hrefOf } from '../../router.ts';
import { useSellerData } from '../../seller-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/card.tsx';
import { Marketplace } from '../../ui/marketplace.tsx';
import { counted } from '../../words/names.ts';
import { BATCH_JOBS_ID } from './batch-jobs.tsx';
import { causesOf } from './error-causes.ts';
import type { ErrorCause } from './error-causes.ts';

/** Why jobs of a batch failed, the most frequent cause first: thirty-seven failures are seldom thirty-seven problems. */
export function ErrorGroups(props: {
  readonly batchId: number;
  readonly groups: readonly ErrorGroup[];
  readonly done: () => void;
}): JSX.Element | null {
  if (props.groups.length === 0) return null;
  const failed = props.groups.reduce((sum, { jobs }) => sum + jobs, 0);
  return (
    <Card title={`Why ${counted(failed, 'job')} failed`}>
      <ul class="rows">
        {causesOf(props.groups).map((cause) => (
          <Cause
            key={`${cause.marketplace}/${cause.code}`}
            batchId={props.batchId}
            cause={cause}
            done={props.done}
          />
        ))}
      </ul>
    </Card>
  );
}

function Cause(props: {
  readonly batchId: number;
  readonly cause: ErrorCause;
  readonly done: () => void;
}): JSX.Element {
  const { api } = useApp();
  const { batchId, cause } = props;
  const entry = useSellerData().errors.get(cause.code);
  const retry = async (): Promise<string> => {
    const { redriven } = await api.change<{ readonly redriven: number }>(
      'POST',
      '/api/dead-letters/redrive',
      {
        body: { batch_id: batchId, marketplace: cause.marketplace, error_code: [cause.code] },
      },
    );
    props.done();
    return `${counted(redriven, 'job')} wait again.`;
  };
  const filter = { status: 'failed', marketplace: cause.marketplace, error_code: cause.code };
  const [first, ...others] = cause.messages;
  return (
    <li class="error-group">
      <span class="error-count tabular">{cause.jobs} ×</span>
      <div class="error-text">
        <p>
          <Marketplace name={cause.marketplace} />: {first?.text}
        </p>
        {others.map(({ text, jobs }) => (
          <p key={text}>
            {jobs} of them: {text}
          </p>
        ))}
        {entry !== undefined && <p class="quiet">{entry.todo}</p>}
      </div>
      <div class="actions">
        <a
          class="button button-small"
          href={hrefOf(`batches/${batchId}`, filter)}
          // The list is further down: whoever presses this is led there.
          onClick={() => document.getElementById(BATCH_JOBS_ID)?.focus()}
        >
          Show
          <span class="visually-hidden"> the jobs with this error</span>
        </a>
        <ActionButton
          isSmall
          icon="retry"
          label={`Retry ${counted(cause.jobs, 'job')} that failed with: ${first?.text}`}
          run={retry}
        >
          Retry
        </ActionButton>
      </div>
    </li>
  );
}
