/** The part of Chrome's API for extensions that this extension uses. */
declare namespace chrome {
  interface Listeners<Listener> {
    addListener(listener: Listener): void;
  }

  interface StorageArea {
    get(keys: string | readonly string[] | null): Promise<Record<string, unknown>>;
    set(values: Readonly<Record<string, unknown>>): Promise<void>;
    remove(keys: string | readonly string[]): Promise<void>;
    readonly onChanged: Listeners<() => void>;
  }

  interface Tab {
    readonly id?: number;
    /** Only of pages that the manifest's `host_permissions` name. */
    readonly url?: string;
    readonly status?: string;
    readonly discarded: boolean;
  }

  interface Sender {
    readonly tab?: Tab;
  }

  namespace storage {
    /** Outlives the browser. */
    const local: StorageArea;
    /** Outlives the worker, not the browser. */
    const session: StorageArea;
  }

  namespace runtime {
    /** Undefined in a script of a page once the extension was updated or removed. */
    const id: string | undefined;
    function getManifest(): {
      readonly version: string;
      readonly host_permissions: readonly string[];
    };
    function sendMessage(message: unknown): Promise<unknown>;
    const onMessage: Listeners<
      (message: unknown, sender: Sender, answer: (reply: unknown) => void) => boolean | undefined
    >;
    const onInstalled: Listeners<() => void>;
    const onStartup: Listeners<() => void>;
  }

  namespace alarms {
    function create(name: string, when: { when: number } | { periodInMinutes: number }): Promise<void>;
    const onAlarm: Listeners<(alarm: { readonly name: string }) => void>;
  }

  namespace tabs {
    function query(filter: { readonly url: readonly string[] }): Promise<readonly Tab[]>;
    function sendMessage(tabId: number, message: unknown): Promise<unknown>;
    const onRemoved: Listeners<(tabId: number) => void>;
    const onUpdated: Listeners<(tabId: number, change: { readonly status?: string }) => void>;
  }

  namespace scripting {
    function executeScript(script: {
      readonly target: { readonly tabId: number };
      readonly files: readonly string[];
    }): Promise<unknown>;
  }
}
