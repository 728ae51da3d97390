import { useEffect, useState } from 'preact/hooks';
import { mayLeave } from './leaving.ts';
import { trail } from './trail.ts';

/** Where in the page somebody is: the part of the address behind `#`, so that the server has one page to serve. */
export interface Place {
  /** Parts of the path: `['batches', '12']`. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/**
 * @param hash of the address, with its `#`
 * @returns the place
 */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return {
    path: path.split('/').filter((part) => part !== ''),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/**
 * @param path a place's path
 * @param query its query; undefined and empty values are left out
 * @returns what a link to it has as `href`
 */
export function hrefOf(path: string, query: Readonly<Record<string, string | undefined>> = {}): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const text = new URLSearchParams(given).toString();
  return text === '' ? `#/${path}` : `#/${path}?${text}`;
}

/**
 * Goes somewhere else, without asking whether anything is to be saved: whoever calls this has seen to it.
 * @param href from {@link hrefOf}
 * @param options `replace` where Back should not lead here again
 */
export function go(href: string, options: { readonly replace?: boolean } = {}): void {
  // Where the address stays the same, no change follows that could be taken for this one.
  if (href === location.hash) return;
  trail.expect(options.replace === true ? 'replace' : 'push');
  if (options.replace === true) location.replace(href);
  else location.hash = href;
}

/** @returns the present place: another one only once whoever was at the last had nothing to lose, or let it go */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    trail.begin();
    const follow = (): void => {
      if (trail.follow(mayLeave)) setPlace(placeOf(location.hash));
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}
