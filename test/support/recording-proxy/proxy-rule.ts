/** What is known of a call when a rule decides about it. */
export interface ProxyCall {
  readonly number: number;
  readonly method: string;
  readonly path: string;
}

/** What the proxy does to a call beyond passing it on. */
export type Interference =
  | { readonly do: 'lose_answer' }
  | { readonly do: 'fail_before' }
  | { readonly do: 'error_after' }
  /** `meanwhile` happens at the stand-in before the call arrives there; with `instead` it never does. */
  | {
      readonly do: 'delay';
      readonly ms: number;
      readonly meanwhile?: () => Promise<void>;
      readonly instead?: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** The stand-in hears nothing; the answer repeats headers and body of the request, as careless servers do. */
export interface Echo {
  readonly do: 'echo';
  readonly status: number;
}

/** One instruction to the proxy. */
export interface ProxyRule {
  /** Number of the call, or a test of it. */
  readonly when: number | ((call: ProxyCall) => boolean);
  readonly then: Interference | Echo;
  /** How many calls it strikes at most; a rule for a number strikes once by nature. */
  readonly times?: number;
}
