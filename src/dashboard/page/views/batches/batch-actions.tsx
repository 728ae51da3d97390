import type { JSX } from 'preact';
import type { Batch } from '../../api/batches.ts';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { counted } from '../../words/names.ts';

/** What a person can do about a whole batch. */
export function BatchActions(props: { readonly batch: Batch; readonly done: () => void }): JSX.Element {
  const { api } = useApp();
  const { batch } = props;
  const { counts } = batch.progress;
  const isOpen = batch.status === 'pending' || batch.status === 'processing';
  const retryable = counts.failed + counts.expired + counts.cancelled;
  const send = async (wish: string): Promise<unknown> => {
    const answer = await api.change('POST', `/api/batch-jobs/${batch.id}/${wish}`);
    props.done();
    return answer;
  };
  const retry = async (): Promise<string> => {
    const { reopened, conflicts } = (await send('retry')) as {
      readonly reopened: number;
      readonly conflicts: readonly unknown[];
    };
    const left =
      conflicts.length === 0
        ? ''
        : ` ${counted(conflicts.length, 'job')} left alone: newer ones do the same.`;
    return `${counted(reopened, 'job')} wait again.${left}`;
  };
  return (
    <div class="actions">
      {retryable > 0 && (
        <ActionButton kind="primary" icon="retry" run={retry}>
          Retry what failed
        </ActionButton>
      )}
      {isOpen && !batch.paused && !batch.cancel_requested && (
        <ActionButton icon="pause" run={async () => (await send('pause'), 'The batch pauses.')}>
          Pause
        </ActionButton>
      )}
      {isOpen && batch.paused && (
        <ActionButton
          kind="primary"
          icon="play"
          run={async () => (await send('resume'), 'The batch goes on.')}
        >
          Resume
        </ActionButton>
      )}
      {isOpen && !batch.cancel_requested && (
        <ConfirmButton
          icon="close"
          title={`Cancel batch ${batch.id}?`}
          explanation={`${counted(counts.pending + counts.paused, 'waiting job')} are cancelled at once, ${counted(counts.processing, 'running one')} before the next step. What has been published stays.`}
          confirm="Cancel the batch"
          run={async () => (await send('cancel'), 'The batch is being cancelled.')}
        >
          Cancel
        </ConfirmButton>
      )}
    </div>
  );
}
