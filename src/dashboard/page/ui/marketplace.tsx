import type { JSX } from 'preact';
import { useTitles } from '../titles.ts';

/** A marketplace's name with a mark in a colour of its own. */
export function Marketplace(props: { readonly name: string }): JSX.Element {
  const titleOf = useTitles();
  return (
    <span class="marketplace">
      <span class="marketplace-mark" aria-hidden="true" style={{ '--hue': String(hueOf(props.name)) }} />
      {titleOf(props.name)}
    </span>
  );
}

/** A hue that follows from the name, so that a new marketplace has one without anybody choosing it. */
function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  return hash / 10;
}
