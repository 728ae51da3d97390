import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { storedSession } from './api/session.ts';
import type { Session } from './api/session.ts';
import { SignIn } from './shell/sign-in.tsx';
import { SignedIn } from './shell/signed-in.tsx';

/** The whole page: a door, and what lies behind it. */
export function App(): JSX.Element {
  const [session, setSession] = useState(() => storedSession.read());
  const [reason, setReason] = useState<string | undefined>(undefined);
  const enter = useCallback((entered: Session) => {
    storedSession.keep(entered);
    setReason(undefined);
    setSession(entered);
  }, []);
  const leave = useCallback((why?: string) => {
    storedSession.forget();
    setReason(why);
    setSession(undefined);
  }, []);
  return session === undefined ? (
    <SignIn enter={enter} reason={reason} />
  ) : (
    <SignedIn key={session.token} session={session} leave={leave} />
  );
}
