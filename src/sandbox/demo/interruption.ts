/** A person or the system asked the demo to end. */
export class Interruption extends Error {
  /** @param signalName the signal it came by */
  constructor(readonly signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`ended by ${signalName}`);
  }
}

const LOOK_MS = 500;

/**
 * Listens for what ends the demo. Later signals change nothing: a terminal and npm may both send one.
 * @returns a signal that aborts with an {@link Interruption}
 */
export function interruption(): AbortSignal {
  const ended = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => ended.abort(new Interruption(name)));
  }
  // npm hands signals to its shell, and the shell ends without telling us.
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) ended.abort(new Interruption('SIGTERM'));
    }, LOOK_MS).unref();
  }
  return ended.signal;
}
