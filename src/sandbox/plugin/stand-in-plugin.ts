import { setTimeout as delay } from 'node:timers/promises';
import { CLIENT_MESSAGES } from '../../plugin/protocol/messages.ts';
import type { AnnouncedAccount } from '../../plugin/protocol/account.ts';
import { Browser, tabsOf } from './browser.ts';
import type { ConnectionState } from './connection/server-connection.ts';
import { PluginCounters, type PluginCounts } from './counters.ts';
import { CredentialStore } from './credential-store.ts';
import type { JournalEntry } from './journal/journal-entry.ts';
import type { PluginSettings } from './plugin-settings.ts';
import type { Profile } from './plugin-worker.ts';
import { parseNuisances } from './trouble/parse-nuisances.ts';
import { Troublemaker } from './trouble/troublemaker.ts';

/** The plugin was sent away for good. */
export class PluginRefused extends Error {
  /** @param reason as the server gave it */
  constructor(readonly reason: string) {
    super(`refused: ${reason}`);
  }
}

/**
 * A stand-in for the browser extension, in a browser of its own: speaks the protocol of docs/plugin_protocol.md, acts on
 * the stand-in for Vinted, and can be as difficult as a real one.
 *
 * @example
 * const plugin = new StandInPlugin({ serverUrl, vintedUrl, sessions: [cookie], journalFile, code });
 * await plugin.start();
 * plugin.arm({ script: [{ moment: 'act:after', fault: 'die_after', nth: 1, delay_ms: 50 }] });
 * await plugin.stop();
 */
export class StandInPlugin {
  /** The browser it lives in. */
  readonly browser: Browser;
  private readonly profile: Profile;
  private readonly counters = new PluginCounters();
  private readonly trouble = new Troublemaker();

  /** @param settings see {@link PluginSettings} */
  constructor(settings: PluginSettings) {
    this.profile = {
      settings,
      credentials: new CredentialStore(settings.credentialFile, settings.credential),
      tabs: tabsOf(settings),
      counters: this.counters,
      trouble: this.trouble,
      complaints: [],
      serverUrl: settings.serverUrl,
      died: (restartMs) => {
        settings.die?.();
        this.browser.workerDied(restartMs);
      },
    };
    this.browser = new Browser(this.profile);
  }

  /**
   * Opens the browser and connects.
   * @returns once the server has said welcome
   * @throws PluginRefused when the server sends it away for good
   */
  async start(): Promise<void> {
    await this.browser.open();
    await this.connected();
  }

  /** Closes the browser. */
  stop(): void {
    this.browser.close();
  }

  /**
   * @returns once the server has said welcome
   * @throws PluginRefused when the server has sent it away for good
   */
  async connected(): Promise<void> {
    for (;;) {
      const { state } = this;
      if (state.state === 'connected') return;
      if (state.state === 'refused') throw new PluginRefused(state.reason);
      // Whoever gives up waiting must not be kept from ending by this.
      await delay(5, undefined, { ref: false });
    }
  }

  /** @returns how the connection stands */
  get state(): ConnectionState {
    return this.browser.current?.connection.state ?? { state: 'offline' };
  }

  /** @returns how the connection stands, as the control interface and the program print it */
  get connection(): Readonly<Record<string, unknown>> {
    const { state } = this;
    if (state.state !== 'connected') return { ...state };
    return { state: 'connected', session: state.session, device_id: state.deviceId };
  }

  /** @returns the accounts as they would be announced now */
  get accounts(): readonly AnnouncedAccount[] {
    return this.profile.tabs.flatMap((tab) => tab.announced());
  }

  /** @returns the credential, undefined before pairing */
  get credential(): string | undefined {
    return this.profile.credentials.value;
  }

  /** @returns what it has counted over all its lives */
  get counts(): PluginCounts {
    return this.counters.snapshot();
  }

  /** @returns nuisances so far, by `<moment> <kind>` */
  get nuisances(): Readonly<Record<string, number>> {
    return this.trouble.injected();
  }

  /** @returns errors of the server, and messages that were not understood */
  get complaints(): readonly string[] {
    return this.profile.complaints;
  }

  /**
   * Makes it difficult from now on.
   * @param faults `{script?, plan?}` as of {@link parseNuisances}; an empty object ends all trouble
   * @throws InvalidControl naming what is wrong
   */
  arm(faults: unknown): void {
    this.trouble.use(parseNuisances(faults));
  }

  /**
   * @param commandId of a command
   * @returns what the journal knows of it
   */
  journalOf(commandId: string): Readonly<JournalEntry> | undefined {
    return this.browser.current?.journal.find(commandId);
  }

  /**
   * Says how a command ended that it was perhaps never given.
   * @param result fields of a `result`; those that are missing make it a success
   */
  forgeResult(result: Readonly<Record<string, unknown>>): void {
    const forged = { attempt: 1, status: 'done', data: {}, observed_at: new Date().toISOString(), ...result };
    this.sendText(JSON.stringify({ type: 'result', ...forged }));
  }

  /**
   * Sends any text, past every check and all trouble.
   * @param text what to send
   */
  sendText(text: string): void {
    this.browser.current?.connection.write(text);
  }

  /**
   * Sends a message that is too large.
   * @param bytes its size at least
   */
  sendOversized(bytes = 300_000): void {
    const [type] = Object.keys(CLIENT_MESSAGES);
    this.sendText(JSON.stringify({ type, padding: 'x'.repeat(bytes) }));
  }
}
