import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ApiClient } from '../api/client.ts';
import { sentenceOf } from '../api/problem.ts';
import { readToken } from '../api/session.ts';
import type { Session } from '../api/session.ts';
import { Icon } from '../ui/icon.tsx';
import { Brand } from './brand.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** The door: a token from the command line or from the identity provider. No route hands one out. */
export function SignIn(props: {
  readonly enter: (session: Session) => void;
  readonly reason: string | undefined;
}): JSX.Element {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | undefined>(props.reason);
  const [isBusy, setBusy] = useState(false);

  const enter = async (): Promise<void> => {
    const session = readToken(text);
    if (session === undefined || !(session.isSeller || session.isOperator)) {
      setError('This is not a token of StoFlow. A token has three parts with dots between them.');
      return;
    }
    setBusy(true);
    try {
      const api = new ApiClient(session.token, () => undefined);
      await api.get(session.isSeller ? '/api/pending-actions' : '/api/admin/tenants', { limit: 1 });
      props.enter(session);
    } catch (problem: unknown) {
      setError(sentenceOf(problem));
      setBusy(false);
    }
  };

  return (
    <main class="door">
      <form
        class="card door-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void enter();
        }}
      >
        <Brand />
        <h1>Sign in</h1>
        <p class="quiet">StoFlow lists your stock on several marketplaces and keeps it in step there.</p>
        <label for="token">Access token</label>
        <textarea
          id="token"
          rows={4}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          autofocus
          required
          aria-invalid={error !== undefined}
          aria-describedby="token-help"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setError(undefined);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            if (!isBusy) void enter();
          }}
        />
        {error !== undefined && (
          <p class="note note-bad" role="alert">
            <Icon name="alert" />
            {error}
          </p>
        )}
        <button type="submit" class="button button-primary" aria-busy={isBusy}>
          Sign in
        </button>
        <div id="token-help" class="quiet door-help">
          <p>
            A token says who you are. Whoever runs StoFlow gives you one; it stays in this tab and is gone
            when you close it. Do you run it yourself? Make a tenant once, and a token for it, where StoFlow
            is installed:
          </p>
          <pre>
            npm run -s cli -- tenants provision --name "My shop"{'\n'}
            npm run -s cli -- tokens issue --tenant 1 --scope tenant
          </pre>
        </div>
      </form>
      <ThemeSwitch />
    </main>
  );
}
