import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

const SHOWN_MS = 6000;

/** Something said in passing. */
export interface Toast {
  readonly id: number;
  readonly message: string;
  readonly kind: 'good' | 'bad';
}

let lastId = 0;

/** @returns what is being said, and how to say more */
export function useToasts(): readonly [
  toasts: readonly Toast[],
  say: (message: string, kind?: 'good' | 'bad') => void,
] {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const say = useCallback((message: string, kind: 'good' | 'bad' = 'good') => {
    lastId += 1;
    const id = lastId;
    setToasts((shown) => [...shown.slice(-2), { id, message, kind }]);
    setTimeout(() => setToasts((shown) => shown.filter((toast) => toast.id !== id)), SHOWN_MS);
  }, []);
  return [toasts, say];
}

/** Shows what is said; screen readers read it out. */
export function Toasts(props: { readonly toasts: readonly Toast[] }): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {props.toasts.map((toast) => (
        <p key={toast.id} class={`toast toast-${toast.kind}`}>
          <Icon name={toast.kind === 'good' ? 'check' : 'alert'} />
          {toast.message}
        </p>
      ))}
    </div>
  );
}
