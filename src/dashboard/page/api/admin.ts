/** A customer. */
export interface Tenant {
  readonly id: number;
  readonly name: string;
  readonly status: 'active' | 'suspended';
  readonly tier: string;
  readonly schema_version: string | null;
  readonly schema_error: string | null;
  readonly paused_since: string | null;
  readonly paused_reason: string | null;
  readonly created_at: string;
}

/** The queue of one account of any tenant. */
export interface AdminLane {
  readonly tenant_id: number;
  readonly account_id: number;
  readonly marketplace: string;
  readonly running: number;
  readonly max_running: number;
  readonly holds: readonly string[];
  readonly blocked_until: string | null;
  readonly marketplace_paused: boolean;
  readonly jobs: {
    readonly scheduled: number;
    readonly ready: number;
    readonly leased: number;
    readonly parked: number;
  };
}

/** A marketplace as it stands for everybody. */
export interface MarketplaceSwitch {
  readonly marketplace: string;
  readonly paused: boolean;
  readonly reason: string | null;
  readonly paused_by: string | null;
  readonly paused_since: string | null;
  readonly blocked_until: string | null;
}

/** The whole queue. */
export interface Queue {
  readonly total: number;
  readonly counts: readonly { readonly marketplace: string; readonly state: string; readonly jobs: number }[];
  readonly oldest_waiting_seconds: number | null;
  readonly instances: readonly {
    readonly id: string;
    readonly role: string | null;
    readonly host: string | null;
    readonly pid: number | null;
    readonly started_at: string | null;
    readonly alive: boolean;
    readonly leased: number;
  }[];
  readonly marketplaces: readonly MarketplaceSwitch[];
  /** How the marketplaces are written. */
  readonly titles: Readonly<Record<string, string>>;
  readonly blocked_scopes: readonly { readonly scope: string; readonly blocked_until: string }[];
}

/** Dead letters of one tenant. */
export interface TenantDeadLetters {
  readonly tenant_id: number;
  readonly readable: boolean;
  readonly total: number;
  readonly by_code: readonly { readonly code: string | null; readonly jobs: number }[];
}

/** The browsers at the instance that answered. */
export interface PluginOverview {
  readonly connected: number;
  readonly commands_under_way: number;
  readonly commands_sent: number;
  readonly results_stored: number;
  readonly results_refused: number;
  readonly messages_refused: number;
  readonly connections_refused: number;
}
