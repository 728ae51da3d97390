import type { WrongField } from '../../api/problem.ts';
import { capital } from '../../words/names.ts';

/**
 * Brings what an answer says of fields to the fields of a form.
 * @param wrong fields as the answer names them, by paths such as `pictures[2].url` or `credentials.refresh_token`
 * @param values the form's fields with what is filled in
 * @returns a text for each field that is wrong, and what is said of fields that the form does not have
 */
export function errorsByField(
  wrong: readonly WrongField[],
  values: Readonly<Record<string, string>>,
): { readonly byField: ReadonlyMap<string, string>; readonly others: readonly string[] } {
  const byField = new Map<string, string>();
  const others: string[] = [];
  for (const each of wrong) {
    const name = Object.keys(values).find((known) => parts(each.field).includes(known));
    if (name === undefined) others.push(each.message);
    // Of a field that is empty the API says how long it must be; whoever left it out needs no number.
    else if (values[name]?.trim() === '') byField.set(name, 'Fill this in.');
    else byField.set(name, [byField.get(name), textOf(each)].filter((text) => text !== undefined).join(' '));
  }
  return { byField, others };
}

const parts = (path: string): readonly string[] => path.split(/[.[\]]+/);

/** The field stands above it, so its name in the API says nothing there; an entry of a list is a line of the field. */
function textOf({ field, message }: WrongField): string {
  const [, entry] = /\[(\d+)\]/.exec(field) ?? [];
  const name = parts(field).findLast((part) => part !== '') ?? field;
  const bare = [field, name].reduce(
    (text, prefix) => (text.startsWith(`${prefix} `) ? text.slice(prefix.length + 1) : text),
    message,
  );
  const text = `${bare === message ? message : capital(bare)}${/[.!?]$/.test(message) ? '' : '.'}`;
  return entry === undefined ? text : `Line ${Number(entry) + 1}: ${text}`;
}
