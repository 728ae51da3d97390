import type { JSX } from 'preact';
import { Icon } from '../../ui/icon.tsx';
import { consentWords } from '../../words/consents.ts';

/** Says what came of a consent, to whoever comes back from a marketplace. */
export function ConsentOutcome(props: {
  readonly query: Readonly<Record<string, string>>;
}): JSX.Element | null {
  const { consent } = props.query;
  if (consent === undefined) return null;
  const { text, isGood } = consentWords(consent);
  return (
    <p class={`note ${isGood ? 'note-good' : 'note-bad'}`} role={isGood ? 'status' : 'alert'}>
      <Icon name={isGood ? 'check' : 'alert'} />
      <span>{text}</span>
    </p>
  );
}
