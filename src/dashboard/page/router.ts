import { useEffect, useState } from 'preact/hooks';

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
 * Goes somewhere else.
 * @param href from {@link hrefOf}
 * @param options `replace` where Back should not lead here again
 */
export function go(href: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace === true) location.replace(href);
  else location.hash = href;
}

/** @returns the present place */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}
