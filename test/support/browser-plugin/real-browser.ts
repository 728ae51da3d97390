import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { openChromium } from '../chromium.ts';
import { waitFor } from '../wait-for.ts';
import { buildExtension } from './build-extension.ts';

/** A waking every two seconds, and no waiting for a server that is there: what takes minutes for a seller takes seconds here. */
const PACE = { wake_minutes: 0.03, reconnect: 100, reconnect_most: 400 };

/** A command as the extension's journal has it. */
export interface JournaledCommand {
  readonly command: { readonly command: string; readonly version: number };
  readonly state: string;
  readonly settled: boolean;
}

/** Chromium with the reference extension in it, and tabs of the marketplace. */
export class RealBrowser {
  /** What the extension has complained about, and what any script has thrown. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly extensionId: string,
    /** Address of the marketplace. */
    private readonly site: string,
  ) {
    context.on('console', (message) => {
      // That an answer of the site was a refusal is no complaint of the extension.
      if (message.type() === 'error' && message.location().url.startsWith('chrome-extension:')) {
        this.complaints.push(message.text());
      }
    });
    context.on('weberror', (error) => this.complaints.push(error.error().message));
  }

  /**
   * Builds the extension and opens a browser with it.
   * @param folder for extension and profile
   * @param site address of the marketplace
   * @returns the browser, without a tab
   */
  static async open(folder: string, site: string): Promise<RealBrowser> {
    const extension = join(folder, 'extension');
    await buildExtension(extension, site);
    const context = await openChromium({ profile: join(folder, 'profile'), extension });
    const worker = await waitFor(() => context.serviceWorkers()[0], {
      what: 'the worker',
    });
    await worker.evaluate(`(async () => {
      await chrome.storage.local.set({ pace: ${JSON.stringify(PACE)} });
      await chrome.alarms.create('wake', { periodInMinutes: ${PACE.wake_minutes} });
    })()`);
    return new RealBrowser(context, new URL(worker.url()).host, site);
  }

  /** Types address and code into the extension's page, and waits until it says how that went. */
  async pair(server: string, code: string): Promise<void> {
    const page = await this.optionsPage();
    await page.fill('[name=server]', server);
    await page.fill('[name=code]', code);
    await page.click('button');
    await page.locator('output', { hasText: /^connected$/ }).waitFor();
    await page.close();
  }

  /** Stops the only account in the extension's page, or lets it go on. */
  async stopAccount(stopped: boolean): Promise<void> {
    const page = await this.optionsPage();
    await page.locator('[type=checkbox]').setChecked(stopped);
    await page.close();
  }

  private async optionsPage(): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${this.extensionId}/pairing/pairing.html`);
    return page;
  }

  /** Logs in to the site, in a tab of its own that stays open. */
  async logIn(session: string): Promise<void> {
    await (await this.context.newPage()).goto(`${this.site}/member/log_in?session=${session}`);
  }

  /** Opens a tab of the site. */
  async openTab(): Promise<void> {
    await (await this.context.newPage()).goto(this.site);
  }

  /** Closes every tab of the site. */
  async closeTabs(): Promise<void> {
    await Promise.all(this.tabs().map((page) => page.close()));
  }

  /** Loads every tab of the site anew, as a seller does who has solved a challenge or has logged in. */
  async reloadTabs(): Promise<void> {
    await Promise.all(this.tabs().map((page) => page.reload()));
  }

  /** Ends the extension's worker, as the browser does where nothing happens for half a minute. */
  async stopWorker(): Promise<void> {
    const browser = this.context.browser();
    if (browser === null) throw new Error('the browser has gone');
    const session = await browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(({ type }) => type === 'service_worker');
    if (worker === undefined) throw new Error('there is no worker');
    await session.send('Target.closeTarget', { targetId: worker.targetId });
    await session.detach();
  }

  /** @returns every command in the extension's journal */
  async journal(): Promise<readonly JournaledCommand[]> {
    const worker = await waitFor(() => this.context.serviceWorkers().at(-1), { what: 'a worker' });
    const stored = await worker.evaluate<Record<string, JournaledCommand>>('chrome.storage.local.get(null)');
    return Object.entries(stored).flatMap(([key, entry]) => (key.startsWith('journal/') ? [entry] : []));
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.context.close();
  }

  private tabs(): readonly Page[] {
    return this.context.pages().filter((page) => page.url().startsWith(this.site));
  }
}
