import type { TabQuestion } from './tab-messages.ts';

const SCRIPT = 'vinted/in-tab.js';

/** The tabs of the marketplace: which sites have one, and how the scripts in them are asked. */
export class Site {
  /** @returns the sites that have a tab, as `https://host`; tabs of one site share its session */
  async origins(): Promise<readonly string[]> {
    return [...new Set((await this.tabs()).map(({ origin }) => origin))];
  }

  /**
   * @param origin of a site
   * @returns a tab of it in which the script listens; undefined where there is none
   */
  async tabOf(origin: string): Promise<number | undefined> {
    for (const tab of await this.tabs()) {
      if (tab.origin === origin && (await this.listens(tab.id))) return tab.id;
    }
    return undefined;
  }

  /**
   * @param tabId a tab in which the script listens
   * @param question for it
   * @returns its answer
   * @throws {Error} when the tab goes before it has answered
   */
  ask(tabId: number, question: TabQuestion): Promise<unknown> {
    return chrome.tabs.sendMessage(tabId, question);
  }

  private async tabs(): Promise<readonly { readonly id: number; readonly origin: string }[]> {
    const found = await chrome.tabs.query({ url: chrome.runtime.getManifest().host_permissions });
    return found.flatMap(({ id, url, discarded }) =>
      id === undefined || url === undefined || discarded ? [] : [{ id, origin: new URL(url).origin }],
    );
  }

  /** A tab that was open before the extension was has no script yet. */
  private async listens(tabId: number): Promise<boolean> {
    const ping: TabQuestion = { ask: 'ping' };
    try {
      await chrome.tabs.sendMessage(tabId, ping);
      return true;
    } catch {
      return chrome.scripting
        .executeScript({ target: { tabId }, files: [SCRIPT] })
        .then(() => chrome.tabs.sendMessage(tabId, ping))
        .then(
          () => true,
          () => false,
        );
    }
  }
}
