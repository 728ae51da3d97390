import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { issueTestToken } from '../../support/tokens.ts';
import { PageTown } from './page-town.ts';

/** How somebody looks at the page. */
export interface Look {
  readonly theme?: 'light' | 'dark';
  readonly isNarrow?: boolean;
  /** Addresses that nobody answers for. */
  readonly blocked?: string;
  /** Scopes of the token; false for somebody who is not signed in. */
  readonly scope?: string | false;
  /** Whose token it is; the first tenant's by default. */
  readonly tenant?: number;
}

const WIDE = { width: 1360, height: 900 };
const NARROW = { width: 390, height: 844 };
/** A busy machine may take its time; a page that does not come at all is noticed all the same. */
const PATIENCE_MS = 60_000;

/** One town and one browser for all tests of the page, and what the browser complained about meanwhile. */
export class LookingGlass {
  /** What was written to the console as an error, or thrown and not caught. */
  readonly complaints: string[] = [];

  private constructor(
    readonly town: PageTown,
    private readonly browser: Browser,
  ) {}

  /** @returns an open browser before a town that stands */
  static async open(): Promise<LookingGlass> {
    const [town, browser] = await Promise.all([PageTown.build(), launchChromium()]);
    return new LookingGlass(town, browser);
  }

  /**
   * Opens the page in a window that shares nothing with the others.
   * @param hash where, such as `#/jobs`
   * @param look by whom, and how
   * @returns the window
   */
  async at(hash: string, look: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      colorScheme: look.theme ?? 'light',
      viewport: look.isNarrow === true ? NARROW : WIDE,
      locale: 'en-GB',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    if (look.blocked !== undefined) await page.route(look.blocked, (route) => route.abort());
    if (look.scope !== false) {
      const scope = look.scope ?? 'tenant';
      const token = await issueTestToken({
        scope,
        tenant: scope.includes('tenant') ? (look.tenant ?? 1) : null,
      });
      await page.addInitScript(`sessionStorage.getItem('met') ?? sessionStorage.setItem('stoflow.token', '${token}');
                                sessionStorage.setItem('met', 'yes')`);
    }
    await page.goto(`${this.town.url}/${hash}`);
    return page;
  }

  /** Closes the browser and ends the town. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.town.tearDown();
  }
}
