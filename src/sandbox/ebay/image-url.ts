/**
 * @param url address of a picture
 * @returns the picture's identifier when it is one of the stand-in's own, undefined otherwise
 */
export function imageIdOf(url: string): string | undefined {
  return /\/images\/g\/([^/]+)\//.exec(url)?.[1];
}
