import type { JSX } from 'preact';
import { useApp } from '../../app-context.ts';
import { ActionButton } from '../../ui/action-button.tsx';

/** Stops the jobs of one account, or lets them go on. */
export function AccountPause(props: {
  readonly id: number;
  readonly name: string;
  readonly isPaused: boolean;
  readonly done: () => void;
}): JSX.Element {
  const { api } = useApp();
  const { id, name } = props;
  const wish = (verb: string, said: string) => async (): Promise<string> => {
    await api.change('POST', `/api/marketplace/accounts/${id}/${verb}`);
    props.done();
    return said;
  };
  return props.isPaused ? (
    <ActionButton isSmall icon="play" label={`Resume ${name}`} run={wish('resume', `${name} goes on.`)}>
      Resume
    </ActionButton>
  ) : (
    <ActionButton isSmall icon="pause" label={`Pause ${name}`} run={wish('pause', `${name} is paused.`)}>
      Pause
    </ActionButton>
  );
}
