import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ApiClient } from './api/client.ts';
import type { Session } from './api/session.ts';
import type { Live } from './live/live.ts';

/** What every view needs. */
export interface AppContextValue {
  readonly api: ApiClient;
  readonly live: Live;
  readonly session: Session;
  /** Tells the person something in passing. */
  readonly say: (message: string, kind?: 'good' | 'bad') => void;
}

/** Carries {@link AppContextValue} to the views. */
export const AppContext = createContext<AppContextValue | undefined>(undefined);

/**
 * @returns what every view needs
 * @throws {Error} outside of the signed-in part of the page
 */
export function useApp(): AppContextValue {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('used outside of the signed-in part of the page');
  return app;
}
