import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';

/**
 * Waits until an element shows a text, which it may do only after something has happened on the server.
 * @param locator the element
 * @param text what it shows at last
 * @returns all that it shows then
 */
export async function untilShows(locator: Locator, text: string | RegExp): Promise<string> {
  const shows = (shown: string): boolean =>
    typeof text === 'string' ? shown.includes(text) : text.test(shown);
  let last = '';
  return waitFor(
    async () => {
      last = (await locator.first().innerText({ timeout: 1000 })).replaceAll(/\s+/g, ' ');
      return shows(last) ? last : undefined;
    },
    { what: `"${String(text)}" to be shown`, everyMs: 50 },
  ).catch((error: unknown) => {
    throw new Error(`It shows "${last}" and not "${String(text)}".`, { cause: error });
  });
}
