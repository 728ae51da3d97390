import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { spaced } from './words/names.ts';

/** How marketplaces are written, by their names, as they say themselves: the page knows none of them. */
export type Titles = Readonly<Record<string, string>>;

/** Carries {@link Titles} to the views. */
export const TitlesContext = createContext<Titles>({});

/** @returns tells how a marketplace is written */
export function useTitles(): (marketplace: string) => string {
  const titles = useContext(TitlesContext);
  return (marketplace) => titles[marketplace] ?? spaced(marketplace);
}
