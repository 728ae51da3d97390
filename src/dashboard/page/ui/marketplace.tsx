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

/** Degrees by which names that are close come to lie far apart. */
const GOLDEN_ANGLE = 137.508;

/** A hue that follows from the name, so that a new marketplace has one without anybody choosing it. */
function hueOf(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 41 + (character.codePointAt(0) ?? 0)) % 99_991;
  return Math.round(hash * GOLDEN_ANGLE) % 360;
}
