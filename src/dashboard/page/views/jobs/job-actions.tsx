import type { JSX } from 'preact';
import type { Job } from '../../api/jobs.ts';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';

/** What a person can do about a job, as far as its status allows it. */
export function JobActions(props: { readonly job: Job; readonly done: () => void }): JSX.Element {
  const { api } = useApp();
  const { job } = props;
  const wish = (name: string, said: string) => async (): Promise<string> => {
    await api.change('POST', `/api/marketplace/jobs/${job.id}/${name}`);
    props.done();
    return said;
  };
  const isOpen = job.status === 'pending' || job.status === 'processing';
  return (
    <div class="actions">
      {['failed', 'cancelled', 'expired'].includes(job.status) && (
        <ActionButton kind="primary" icon="retry" run={wish('retry', 'The job goes on where it stood.')}>
          Retry
        </ActionButton>
      )}
      {job.status === 'paused' && (
        <ActionButton kind="primary" icon="play" run={wish('resume', 'The job goes on.')}>
          Resume
        </ActionButton>
      )}
      {isOpen && !job.pause_requested && (
        <ActionButton icon="pause" run={wish('pause', 'The job pauses.')}>
          Pause
        </ActionButton>
      )}
      {(isOpen || job.status === 'paused') && !job.cancel_requested && (
        <ConfirmButton
          icon="close"
          title={`Cancel job ${job.id}?`}
          explanation="A step that is under way is finished; nothing is begun after it. What has been done stays, and you can retry the job later."
          confirm="Cancel the job"
          run={wish('cancel', 'The job is being cancelled.')}
        >
          Cancel
        </ConfirmButton>
      )}
    </div>
  );
}
