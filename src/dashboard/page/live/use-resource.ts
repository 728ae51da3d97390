import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem, sentenceOf } from '../api/problem.ts';
import type { ApiClient } from '../api/client.ts';
import { useApp } from '../app-context.ts';
import type { Change } from './change.ts';
import { AT_MOST_EVERY_MS, Refresher } from './refresher.ts';

/** Something read from the server, and read again when it changes. */
export interface Resource<T> {
  /** What was read last, also while it is read again; undefined before the first answer. */
  readonly data: T | undefined;
  /** What is wrong, in words; undefined after a good answer. */
  readonly error: string | undefined;
  /** True where the server says that there is no such thing. */
  readonly isMissing: boolean;
  /** Reads it again. */
  readonly refresh: () => void;
}

interface State<T> {
  readonly key: string;
  readonly data?: T;
  readonly error?: string;
  readonly isMissing?: boolean;
}

const any = (): boolean => true;

/**
 * Reads something, and reads it again whenever it may have changed.
 * @param key names what is read; another key reads something else
 * @param load reads it
 * @param concerns whether a change may concern it; every change by default
 * @param everyMs least time between two readings; longer for what costs the server more
 * @returns what is known of it
 */
export function useResource<T>(
  key: string,
  load: (api: ApiClient, signal: AbortSignal) => Promise<T>,
  concerns: (change: Change) => boolean = any,
  everyMs = AT_MOST_EVERY_MS,
): Resource<T> {
  const { api, live } = useApp();
  const [state, setState] = useState<State<T>>({ key });
  const latest = useRef({ load, concerns });
  latest.current = { load, concerns };
  const refresher = useRef<Refresher | undefined>(undefined);

  useEffect(() => {
    const read = async (signal: AbortSignal): Promise<void> => {
      try {
        const data = await latest.current.load(api, signal);
        live.heard(true);
        if (!signal.aborted) setState({ key, data });
      } catch (error: unknown) {
        if (signal.aborted) return;
        live.heard(!(error instanceof Problem) || error.status !== 0);
        const isMissing = error instanceof Problem && error.status === 404;
        setState((before) => ({
          ...(before.key === key && !isMissing && before),
          key,
          error: sentenceOf(error),
          isMissing,
        }));
      }
    };
    const current = new Refresher(read, everyMs);
    refresher.current = current;
    current.want();
    const stopListening = live.onChange((change) => {
      if (latest.current.concerns(change)) current.want();
    });
    return () => {
      stopListening();
      current.stop();
    };
  }, [api, live, key, everyMs]);

  const refresh = useCallback(() => refresher.current?.want(), []);
  const shown = state.key === key ? state : { key };
  return { data: shown.data, error: shown.error, isMissing: shown.isMissing === true, refresh };
}
