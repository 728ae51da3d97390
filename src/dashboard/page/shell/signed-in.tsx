import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { ApiClient } from '../api/client.ts';
import type { Session } from '../api/session.ts';
import { AppContext } from '../app-context.ts';
import { Live } from '../live/live.ts';
import { Toasts, useToasts } from '../ui/toasts.tsx';
import { Frame } from './frame.tsx';
import { SellerData } from './seller-data.tsx';

/** What lies behind the door: one client, one source of changes, and the views. */
export function SignedIn(props: {
  readonly session: Session;
  readonly leave: (why?: string) => void;
}): JSX.Element {
  const { session, leave } = props;
  const [toasts, say] = useToasts();
  const api = useMemo(
    () => new ApiClient(session.token, (problem) => leave(problem.message)),
    [session, leave],
  );
  const live = useMemo(() => new Live(api, session.isSeller), [api, session]);
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  const app = useMemo(() => ({ api, live, session, say }), [api, live, session, say]);
  const frame = <Frame leave={() => leave()} />;
  return (
    <AppContext.Provider value={app}>
      {session.isSeller ? <SellerData>{frame}</SellerData> : frame}
      <Toasts toasts={toasts} />
    </AppContext.Provider>
  );
}
