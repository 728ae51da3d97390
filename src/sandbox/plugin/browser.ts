import type { PluginSettings } from './plugin-settings.ts';
import { PluginWorker, type Profile } from './plugin-worker.ts';
import { DEFAULT_TIMING } from './plugin-settings.ts';
import { VintedTab } from './vinted/vinted-tab.ts';

/** The seller's browser: opens and closes, goes offline, has tabs, and starts the extension's worker. */
export class Browser {
  private worker: PluginWorker | undefined;
  private restart: NodeJS.Timeout | undefined;

  /** @param profile what it keeps while it is closed */
  constructor(private readonly profile: Profile) {}

  /** @returns the worker of now, undefined while the browser is closed or the worker has died */
  get current(): PluginWorker | undefined {
    return this.worker;
  }

  /** Opens it: a worker starts from what the journal says. */
  async open(): Promise<void> {
    if (this.worker !== undefined) return;
    clearTimeout(this.restart);
    const worker = new PluginWorker(this.profile);
    this.worker = worker;
    await worker.start();
  }

  /** Closes it: the worker ends at once, in the middle of whatever it does. */
  close(): void {
    clearTimeout(this.restart);
    const { worker } = this;
    this.worker = undefined;
    worker?.life.end();
  }

  /**
   * The worker has died by itself.
   * @param restartMs when the browser starts another one, undefined for never
   */
  workerDied(restartMs: number | undefined): void {
    this.worker = undefined;
    if (restartMs !== undefined)
      this.restart = setTimeout(() => void this.open().catch(() => undefined), restartMs);
  }

  /** Loses its network: the worker goes on with what it has. */
  goOffline(): void {
    this.worker?.connection.disconnect();
  }

  /** Has its network again. */
  goOnline(): void {
    this.worker?.connection.connect();
  }

  /**
   * Connects to another program of StoFlow, now and next time.
   * @param url `ws://host:port`
   */
  useServer(url: string): void {
    this.profile.serverUrl = url;
    this.worker?.connection.moveTo(url);
  }

  /**
   * @param userId whose tab is closed
   */
  closeTab(userId: string): void {
    this.tabOf(userId).open = false;
    this.worker?.board.tellChanges();
  }

  /**
   * @param userId whose tab is opened again
   */
  async openTab(userId: string): Promise<void> {
    this.tabOf(userId).open = true;
    await this.look();
  }

  /**
   * The seller stops an account.
   * @param userId which
   */
  pause(userId: string): void {
    const tab = this.tabOf(userId);
    tab.stoppedByUser = true;
    this.worker?.board.pause(tab, 'user');
  }

  /**
   * The seller lets an account go on.
   * @param userId which
   */
  unpause(userId: string): void {
    const tab = this.tabOf(userId);
    tab.stoppedByUser = false;
    this.worker?.connection.send({ type: 'accounts', accounts: this.worker.board.current() });
  }

  /** Looks who is logged in, as it does by itself now and then. */
  async look(): Promise<void> {
    await this.worker?.board.look(this.worker.life);
  }

  private tabOf(userId: string): VintedTab {
    const tab = this.profile.tabs.find(({ user }) => user?.userId === userId);
    if (tab === undefined) throw new RangeError(`no tab of ${userId}`);
    return tab;
  }
}

/**
 * @param settings of the plugin
 * @returns the browser's tabs, one a session
 */
export function tabsOf(settings: PluginSettings): readonly VintedTab[] {
  const timeoutMs = settings.timing?.requestTimeoutMs ?? DEFAULT_TIMING.requestTimeoutMs;
  return settings.sessions.map((cookie) => new VintedTab(settings.vintedUrl, cookie, timeoutMs));
}
