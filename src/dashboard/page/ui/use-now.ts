import { useEffect, useState } from 'preact/hooks';

const EVERY_MS = 1000;
const listeners = new Set<(now: Date) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function listen(listener: (now: Date) => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    const now = new Date();
    for (const each of listeners) each(now);
  }, EVERY_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The present, second by second; one clock for all that shows it.
 * @returns the present
 */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => listen(setNow), []);
  return now;
}
