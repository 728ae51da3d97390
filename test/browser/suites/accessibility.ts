import { describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LookingGlass, Look } from '../support/looking-glass.ts';

const SHOTS = join(import.meta.dirname, '../../../test-output/page');

/** Views with what is there once they have been read. */
const VIEWS = [
  ['overview', '#/', '[data-account]'],
  ['batches', '#/batches', '[data-batch]'],
  ['batch', '#/batches/1', '[data-job]'],
  ['jobs', '#/jobs', '[data-job]'],
  ['job', '#/jobs/1', '[data-step]'],
  ['products', '#/products?q=sac', '[data-product] .badge'],
  ['product', '#/products/2', '[data-field]'],
  ['new-product', '#/products/new', '[data-field]'],
  ['accounts', '#/accounts', '[data-device]'],
  ['account', '#/accounts/1', '.checklist'],
  ['new-account', '#/accounts/new', '[data-field]'],
  ['confirm', '#/confirm?status=confirmed', '[data-pending]'],
  ['admin', '#/admin', '[data-marketplace]'],
] as const;

/** Looks, and what of axe-core's rules may turn out otherwise in them: colours in the dark, all but colours on a small screen. */
const LOOKS = [
  ['light', {}, {}],
  ['dark', { theme: 'dark' }, { runOnly: ['color-contrast'] }],
  ['narrow', { isNarrow: true }, { rules: { 'color-contrast': { enabled: false } } }],
] as const satisfies readonly (readonly [string, Look, object])[];

/** What is wrong with what is shown: a line for each element that keeps somebody out, and one for what does not fit. */
async function problems(page: Page, rules: object): Promise<readonly string[]> {
  const options = JSON.stringify({ ...rules, resultTypes: ['violations'] });
  const found = await page.evaluate<axe.AxeResults>(`axe.run(document, ${options})`);
  const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  return [
    ...found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help} ${String(target)} ${failureSummary ?? ''}`),
    ),
    ...(Number(overflow) > 0 ? [`it is ${String(overflow)} pixels too wide`] : []),
  ];
}

/** Whether everybody can use it, and how it looks: pictures of every view are in `test-output/page`. */
export function accessibilitySuite(given: () => LookingGlass): void {
  mkdirSync(SHOTS, { recursive: true });
  const shoot = (page: Page, view: string, look: string): Promise<unknown> =>
    page.screenshot({ path: join(SHOTS, `${view}-${look}.png`), fullPage: look !== 'narrow' });

  describe('its views', () => {
    it.each(LOOKS)('keep nobody out, %s', async (name, look, rules) => {
      const found: Record<string, readonly string[]> = {};
      const door = await given().at('', { ...look, scope: false });
      await door.getByLabel('Access token').waitFor();
      await door.evaluate(axe.source);
      await shoot(door, 'door', name);
      found['door'] = await problems(door, rules);
      await door.context().close();

      const beginning = await given().at('', { ...look, tenant: 2 });
      await beginning.getByRole('region', { name: 'First steps' }).waitFor();
      await beginning.evaluate(axe.source);
      await shoot(beginning, 'beginning', name);
      found['beginning'] = await problems(beginning, rules);
      await beginning.context().close();

      const page = await given().at('#/', { ...look, scope: 'tenant admin' });
      await page.locator('.feed-live').waitFor();
      // Beside the policy of the page, which rightly lets no script in.
      await page.evaluate(axe.source);
      for (const [view, hash, sign] of VIEWS) {
        await page.evaluate(`location.hash = '${hash}'`);
        await page.locator(sign).first().waitFor();
        await page.getByLabel('Loading').waitFor({ state: 'detached' });
        await shoot(page, view, name);
        found[view] = await problems(page, rules);
      }
      await page.context().close();
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((view) => [view, []])));
      expect(Object.keys(found)).toHaveLength(VIEWS.length + 2);
    });
  });
}
