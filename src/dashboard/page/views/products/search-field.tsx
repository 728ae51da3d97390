import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';

/** Somebody who types on is not asked for an answer yet. */
const PAUSE_MS = 300;

/** Searches while somebody types. */
export function SearchField(props: {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}): JSX.Element {
  const id = useId();
  const given = props.value ?? '';
  const [text, setText] = useState(given);
  useEffect(() => {
    if (text.trim() === given) return undefined;
    const timer = setTimeout(() => props.onChange(text.trim() === '' ? undefined : text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, given]);
  return (
    <span class="filter">
      <label for={id}>Title or brand begins with</label>
      <input id={id} type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
    </span>
  );
}
