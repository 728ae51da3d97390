const SECRET = /(authorization|password|secret|credential|cookie|(^|_)token|api_?key)/i;
const REMOVED = '[removed]';

/**
 * Takes secrets out of data that people may see: whatever stands under a name that sounds like one.
 * @param value JSON
 * @returns the same, with such values replaced
 */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, SECRET.test(name) ? REMOVED : withoutSecrets(inner)]),
  );
}
