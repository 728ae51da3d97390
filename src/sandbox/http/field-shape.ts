/** What a field of a request may hold; objects take no field that is not named. */
export type FieldShape =
  | 'text'
  | 'integer'
  | 'number'
  | 'flag'
  | 'object'
  | { readonly oneOf: readonly string[] }
  | { readonly list: FieldShape }
  | { readonly nullable: FieldShape }
  | { readonly mapOf: FieldShape }
  | { readonly fields: Readonly<Record<string, FieldShape>>; readonly required?: readonly string[] };

/**
 * Compares a value with a shape.
 *
 * @param value what was sent
 * @param shape what is allowed
 * @param path name of the field, empty at the top
 * @returns the dotted path of the first field that does not fit, undefined when all do
 */
export function misfit(value: unknown, shape: FieldShape, path = ''): string | undefined {
  if (typeof shape === 'string') return fitsBasic(value, shape) ? undefined : path;
  if ('oneOf' in shape) return typeof value === 'string' && shape.oneOf.includes(value) ? undefined : path;
  if ('nullable' in shape) return value === null ? undefined : misfit(value, shape.nullable, path);
  if ('list' in shape) {
    if (!Array.isArray(value)) return path;
    return firstMisfit(value.entries(), () => shape.list, path);
  }
  if (!fitsBasic(value, 'object')) return path;
  const record = value as Record<string, unknown>;
  if ('mapOf' in shape) return firstMisfit(Object.entries(record), () => shape.mapOf, path);
  const missing = shape.required?.find((name) => record[name] === undefined);
  if (missing !== undefined) return join(path, missing);
  return firstMisfit(Object.entries(record), (name) => shape.fields[name], path);
}

function firstMisfit(
  entries: Iterable<readonly [string | number, unknown]>,
  shapeOf: (name: string) => FieldShape | undefined,
  path: string,
): string | undefined {
  for (const [name, value] of entries) {
    const shape = shapeOf(String(name));
    const inner = join(path, String(name));
    if (shape === undefined) return inner;
    const wrong = misfit(value, shape, inner);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function fitsBasic(value: unknown, shape: string): boolean {
  if (shape === 'text') return typeof value === 'string';
  if (shape === 'integer') return Number.isInteger(value);
  if (shape === 'number') return typeof value === 'number';
  if (shape === 'flag') return typeof value === 'boolean';
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
