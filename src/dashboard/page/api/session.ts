/** Who a token speaks for, as it says itself. The server decides; the page only chooses what it offers. */
export interface Session {
  readonly token: string;
  readonly subject: string;
  /** Undefined for an operator who is nobody's tenant. */
  readonly tenant: number | undefined;
  readonly isSeller: boolean;
  readonly isOperator: boolean;
}

/** For this tab, and gone with it: a token in another place would outlive the person at the screen. */
const KEY = 'stoflow.token';

/**
 * Reads what a token claims, without checking it.
 * @param text what somebody pasted
 * @returns the session; undefined for something that is no token
 */
export function readToken(text: string): Session | undefined {
  const token = text.trim().replace(/^(Bearer\s+|TOKEN=)/i, '');
  const [, payload] = token.split('.');
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(decode(payload)) as Readonly<Record<string, unknown>>;
    const scopes = typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];
    return {
      token,
      subject: typeof claims['sub'] === 'string' ? claims['sub'] : '',
      tenant: typeof claims['tenant'] === 'number' ? claims['tenant'] : undefined,
      isSeller: scopes.includes('tenant'),
      isOperator: scopes.includes('admin'),
    };
  } catch {
    return undefined;
  }
}

/** The session of this tab. */
export const storedSession = {
  /** @returns the session that was kept; undefined where there is none */
  read(): Session | undefined {
    const token = sessionStorage.getItem(KEY);
    return token === null ? undefined : readToken(token);
  },
  /**
   * Keeps a session until the tab is closed.
   * @param session which
   */
  keep(session: Session): void {
    sessionStorage.setItem(KEY, session.token);
  },
  /** Forgets it. */
  forget(): void {
    sessionStorage.removeItem(KEY);
  },
};

function decode(base64url: string): string {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}
