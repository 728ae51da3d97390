/** A connection to a marketplace. */
export interface Account {
  readonly id: number;
  readonly marketplace: string;
  readonly name: string;
  readonly external_id: string;
  readonly status: 'connected' | 'needs_reauth' | 'challenge' | 'paused' | 'disconnected';
  readonly connection: 'connected' | 'needs_reauth' | 'challenge' | 'disconnected';
  readonly status_reason: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly checklist: readonly ChecklistItem[];
  readonly verified_at: string | null;
}

/** Something an account needs before anything can be published with it. */
export interface ChecklistItem {
  readonly code: string;
  readonly ok: boolean;
  readonly message: string;
  readonly blocks?: boolean;
  readonly choices?: readonly { readonly id: string; readonly name: string }[];
  /** The setting that keeps the id of a choice. */
  readonly setting?: string;
  /** What follows from another choice. */
  readonly caution?: string;
}

/** A browser with the extension. */
export interface Device {
  readonly id: number;
  readonly name: string;
  readonly status: 'pairing' | 'paired';
  readonly online: boolean;
  readonly accounts: readonly {
    readonly account_id: number;
    readonly state: 'ready' | 'logged_out' | 'wrong_account' | 'challenge' | 'no_tab' | 'paused';
    readonly since: string;
  }[];
  readonly browser: string | null;
  readonly plugin_version: string | null;
  readonly last_seen_at: string | null;
}

/** A code that brings a browser to the seller. */
export interface PairingCode {
  /** Of the device that it makes. */
  readonly id: number;
  readonly pairing_code: string;
  readonly pairing_expires_at: string;
}

/** What a marketplace can do. */
export interface ActionType {
  readonly marketplace: string;
  /** How the marketplace is written. */
  readonly marketplace_title: string;
  /** Whether its accounts are connected on its own page. */
  readonly by_consent: boolean;
  readonly code: string;
  readonly name: string;
  readonly is_batch: boolean;
  readonly needs_plugin: boolean;
  readonly supported: boolean;
}

/** What an error code means. */
export interface ErrorEntry {
  readonly code: string;
  readonly marketplace: string | null;
  readonly happened: string;
  readonly todo: string;
  readonly actor: 'seller' | 'us' | 'marketplace';
}
