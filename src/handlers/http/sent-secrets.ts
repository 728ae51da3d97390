/** Parts of a request that may prove who sends it. */
interface SentRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | FormData;
}

const REPLACEMENT = '[secret]';
/** Form fields of a token endpoint. */
const SECRET_FIELDS = ['refresh_token', 'client_id', 'client_secret', 'code', 'code_verifier'];
/** Shorter texts are words that an answer may contain by chance. */
const MIN_LENGTH = 8;

/**
 * Takes what a request proved itself with out of the answer to it. Some servers, and most proxies that fail, repeat the
 * request in their errors; those are kept for people to read. What the marketplace gives out in exchange for a refresh
 * token is left alone: it may be the same token.
 * @param text the answer
 * @param status its status
 * @param request what was sent
 * @returns the answer without our secrets, in whatever usual form it repeats them
 */
export function withoutSentSecrets(text: string, status: number, request: SentRequest): string {
  const gives = status >= 200 && status < 300 && isTokenRequest(request);
  if (gives || text === '') return text;
  let clean = text;
  for (const secret of formsOf(secretsOf(request))) clean = clean.replaceAll(secret, REPLACEMENT);
  return clean;
}

function isTokenRequest({ body }: SentRequest): boolean {
  return body instanceof URLSearchParams && body.has('grant_type');
}

function secretsOf(request: SentRequest): readonly string[] {
  const headers = new Headers(request.headers);
  const [scheme = '', proof = ''] = (headers.get('authorization') ?? '').split(' ', 2);
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(proof, 'base64').toString() : '';
  const key = headers.get('x-api-key') ?? '';
  const { body } = request;
  const fields =
    body instanceof URLSearchParams && isTokenRequest(request)
      ? SECRET_FIELDS.map((name) => body.get(name) ?? '')
      : [];
  return [proof, pair, pair.slice(pair.indexOf(':') + 1), key, ...key.split(':'), ...fields];
}

/** The longest first: a key and its parts are one secret where they stand together. */
function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = secrets
    .filter((secret) => secret.length >= MIN_LENGTH)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      secret.replaceAll('/', '\\/'),
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
