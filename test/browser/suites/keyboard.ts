import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { untilShows } from '../support/expect-text.ts';
import type { LookingGlass } from '../support/looking-glass.ts';

/** More stops than any view has before what is looked for. */
const MOST_STOPS = 40;

/** What has the focus: its accessible name as far as a test needs it, and whether one can see that it has it. */
async function focused(page: Page): Promise<{ readonly name: string; readonly isVisible: boolean }> {
  return page.evaluate<{
    readonly name: string;
    readonly isVisible: boolean;
  }>(`(() => { const element = document.activeElement;
              const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText ?? '';
              const style = getComputedStyle(element);
              return { name: label.trim(), isVisible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 }; })()`);
}

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const met: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const { name: found, isVisible } = await focused(page);
    met.push(found);
    if (typeof name === 'string' ? found !== name : !name.test(found)) continue;
    if (!isVisible) throw new Error(`nobody sees that "${found}" has the focus`);
    return;
  }
  throw new Error(`the keyboard does not reach ${String(name)}, only ${met.join(', ')}`);
}

/** Everything without a mouse. */
export function keyboardSuite(given: () => LookingGlass): void {
  describe('its keyboard', () => {
    it('leads from the menu to a batch that is sent, and back to where it was from a dialog', async () => {
      const page = await given().at('');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await tabTo(page, 'Skip to the content');
      await tabTo(page, 'Products');
      await page.keyboard.press('Enter');
      await page.locator('[data-product]').nth(12).waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('main');

      await tabTo(page, /^Select (?!all|DROP)/);
      await page.keyboard.press('Space');
      await tabTo(page, 'Go to the selection');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Publish or change…');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect((await focused(page)).name).toBe('Publish or change…');

      await page.keyboard.press('Enter');
      await untilShows(dialog, /make \d jobs/);
      await tabTo(page, /^Publish: make \d jobs?$/);
      await page.keyboard.press('Enter');
      await untilShows(page.getByRole('heading', { level: 1 }), /Publish \d jobs? Done/);
      await page.context().close();
    });
  });
}
