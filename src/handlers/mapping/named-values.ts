/** What a list of names and values says. */
export interface NamedValues {
  /** Whether every entry could be read. */
  readonly ok: boolean;
  /** Each name with its values, in the order in which they are given. */
  readonly values: ReadonlyMap<string, readonly unknown[]>;
}

/**
 * Reads names and values as attributes of a product give them: lines such as `Season: Winter`, one name on several of them
 * where it has several values. An object of names and values is read, too: attributes that were stored before are no list.
 * @param value the attribute; anything
 * @returns what it says
 */
export function namedValuesOf(value: unknown): NamedValues {
  if (value === undefined || value === null) return { ok: true, values: new Map() };
  if (typeof value === 'object' && !Array.isArray(value)) {
    return {
      ok: true,
      values: new Map(
        Object.entries(value).map(([name, entry]) => [name, Array.isArray(entry) ? entry : [entry]]),
      ),
    };
  }
  const lines: readonly unknown[] = Array.isArray(value) ? value : [value];
  const read = lines.map(entryOf);
  const entries = read.filter((entry) => entry !== undefined);
  const names = Map.groupBy(entries, ([name]) => name);
  return {
    ok: entries.length === read.length,
    values: new Map([...names].map(([name, own]) => [name, own.map(([, text]) => text)])),
  };
}

function entryOf(line: unknown): readonly [name: string, value: string] | undefined {
  const [, name = '', text = ''] = typeof line === 'string' ? (/^([^:]+):(.+)$/s.exec(line) ?? []) : [];
  return name.trim() === '' || text.trim() === '' ? undefined : [name.trim(), text.trim()];
}
