/** How long the stand-in plugin waits for what, in milliseconds. */
export interface PluginTiming {
  /** Between two repeats of a result that was not acknowledged. */
  readonly resultRepeatMs: number;
  /** Before the first attempt to connect again; it doubles up to {@link reconnectMaxMs}. */
  readonly reconnectMs: number;
  readonly reconnectMaxMs: number;
  /** From the attempt to connect to the welcome. */
  readonly welcomeMs: number;
  /** For an answer of the marketplace. */
  readonly requestTimeoutMs: number;
  /** Between two looks at who is logged in where; 0 for none beside those around commands. */
  readonly lookEveryMs: number;
  /** Rest after a 429 that does not say how long. */
  readonly restMs: number;
  /** How long a message that is to be overtaken waits for one that overtakes it. */
  readonly overtakeMs: number;
}

/** The plugin's own pace: the documented backoff, and rests that were seen to be enough. */
export const DEFAULT_TIMING: PluginTiming = {
  resultRepeatMs: 5_000,
  reconnectMs: 1_000,
  reconnectMaxMs: 30_000,
  welcomeMs: 30_000,
  requestTimeoutMs: 30_000,
  lookEveryMs: 10_000,
  restMs: 15 * 60_000,
  overtakeMs: 500,
};

/**
 * Shortens every wait.
 *
 * @param scale 1 for real time, 0.01 for a hundredth of it
 * @returns the timing; an answer of the marketplace is waited for at least 1 s whatever the scale. A welcome is waited for as long
 *   as ever: a socket that is given up while it pairs has spent its code
 */
export function scaledTiming(scale: number): PluginTiming {
  const scaled = Object.fromEntries(
    Object.entries(DEFAULT_TIMING).map(([name, ms]) => [name, Math.ceil((ms as number) * scale)]),
  ) as unknown as PluginTiming;
  return {
    ...scaled,
    requestTimeoutMs: Math.max(1_000, scaled.requestTimeoutMs),
    welcomeMs: DEFAULT_TIMING.welcomeMs,
  };
}

/** What a stand-in plugin is started with. */
export interface PluginSettings {
  /** `ws://host:port`, with or without the path of the socket. */
  readonly serverUrl: string;
  /** Base URL of the stand-in for Vinted. */
  readonly vintedUrl: string;
  /** Cookie headers of the browser's Vinted sessions, one a tab. */
  readonly sessions: readonly string[];
  /** Where the journal is kept; it must outlive the plugin. */
  readonly journalFile: string;
  /** What an earlier pairing returned. */
  readonly credential?: string | undefined;
  /** Exchanged for a credential when there is none. */
  readonly code?: string | undefined;
  /** Where the credential is read from and, after pairing, written to. */
  readonly credentialFile?: string | undefined;
  readonly pluginVersion?: string;
  readonly browserName?: string;
  /** Versions of the protocol it claims to speak. */
  readonly protocols?: readonly number[];
  /** Commands it does not have, `<command>@<version>`. */
  readonly lacking?: readonly string[];
  readonly timing?: Partial<PluginTiming>;
  /** The computer's clock, milliseconds since the epoch; it may be wrong. */
  readonly now?: () => number;
  /** Spreads reconnects; in [0, 1). */
  readonly random?: () => number;
  /** What dying means; by default the worker ends and `browser.open()` starts another. */
  readonly die?: () => void;
}
