import { isObject, objectOf, textOf } from './json.ts';

/** Where the stand-ins are. */
export interface StandInAddresses {
  readonly vinted: string;
  readonly ebay: string;
  readonly etsy: string;
  /** Serves the products' pictures. */
  readonly pictures: string;
}

/**
 * Reads the line with which the stand-ins say that they listen.
 * @param line anything they wrote
 * @returns their addresses; undefined for another line
 */
export function standInAddresses(line: string): StandInAddresses | undefined {
  if (!line.startsWith('{')) return undefined;
  const json: unknown = JSON.parse(line);
  if (!isObject(json)) return undefined;
  const address = (name: string): string => textOf(objectOf(json), name) ?? '';
  return {
    vinted: address('vinted'),
    ebay: address('ebay'),
    etsy: address('etsy'),
    pictures: address('pictures'),
  };
}
