import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';

/**
 * Does something that the page asks about, answers, and tells what was asked. The question may come after the deed: the
 * page asks when the address has changed, for which a click does not wait.
 */
export async function answering(
  page: Page,
  answer: 'stay' | 'leave',
  deed: () => Promise<unknown>,
): Promise<string> {
  let asked: string | undefined;
  page.once('dialog', (dialog) => {
    asked = dialog.message();
    void (answer === 'stay' ? dialog.dismiss() : dialog.accept());
  });
  await deed();
  return waitFor(() => asked, { what: 'a question' });
}
