/** Names of values that are never written to a log nor shown in an answer. */
const SECRET_NAME =
  /authorization|credential|token|secret|password|passwd|cookie|api[-_]?key|private[-_]?key|code[-_]?verifier/i;
/**
 * Inside a text: a bearer token; a JWT; whatever ends in a signature of 256 bits, as links to pictures do; a browser's
 * credential, or what a marketplace gives back; the credentials in an address.
 */
const SECRET_TEXT =
  /\b(Bearer|Basic)\s+[^\s"',]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b[\w-]{16,}\.[\w-]{43}(?![\w.-])|\bsf[cd]_\d+_\d+_[\w-]+|(?<=:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi;
const REDACTED = '[redacted]';
const MAX_DEPTH = 8;

/**
 * Copies a JSON-like value without its secrets.
 * @param value anything that is about to be logged or shown
 * @returns the same shape, with secrets replaced by `[redacted]`
 */
export function redactSecrets(value: unknown): unknown {
  return redact(value, 0);
}

/**
 * @param text a sentence for a log
 * @returns the sentence without tokens and passwords
 */
export function redactText(text: string): string {
  return text.replace(SECRET_TEXT, (_, scheme?: string) => (scheme ? `${scheme} ${REDACTED}` : REDACTED));
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  // Dates, buffers and the like have a form of their own, and no names to look at.
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      SECRET_NAME.test(name) && entry !== null && entry !== undefined ? REDACTED : redact(entry, depth + 1),
    ]),
  );
}
