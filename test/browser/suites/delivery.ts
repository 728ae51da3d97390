import { describe, expect, it } from '@jest/globals';
import type { LookingGlass } from '../support/looking-glass.ts';

/** What a first visit may cost, compressed; the build says the same. */
const MOST_BYTES = 150_000;

/** What comes over the line. */
export function deliverySuite(given: () => LookingGlass): void {
  describe('its delivery', () => {
    it('is small, compressed, and from one place', async () => {
      const page = await given().at('');
      await page.getByRole('heading', { level: 1 }).waitFor();
      const loaded = await page.evaluate<
        readonly {
          readonly name: string;
          readonly encodedBodySize: number;
          readonly decodedBodySize: number;
        }[]
      >(`performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
           .filter(({ name }) => !name.includes('/api/'))
           .map(({ name, encodedBodySize, decodedBodySize }) => ({ name, encodedBodySize, decodedBodySize }))`);
      expect(loaded.map(({ name }) => new URL(name).origin)).toEqual(loaded.map(() => given().town.url));
      const encoded = loaded.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
      const decoded = loaded.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0);
      expect(encoded).toBeGreaterThan(10_000);
      expect(encoded).toBeLessThan(MOST_BYTES);
      expect(encoded).toBeLessThan(decoded / 2);
      await page.context().close();
    });

    it('runs nothing that was slipped in, from elsewhere or inline', async () => {
      const page = await given().at('');
      const before = given().complaints.length;
      await page.evaluate(
        `const script = document.createElement('script');
         try { script.text = 'window.slippedIn = true'; document.head.append(script); } catch (error) { console.error(String(error)); }
         try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.slippedIn = true">'); } catch (error) { console.error(String(error)); }`,
      );
      expect(await page.evaluate('window.slippedIn')).toBeUndefined();
      expect(given().complaints.splice(before).length).toBeGreaterThanOrEqual(2);
      await page.context().close();
    });
  });
}
